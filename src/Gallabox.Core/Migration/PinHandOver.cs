using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Migration;

/// <summary>
/// Shows the customer the PIN of the migrated number, once: that it was shown is written down before it is, so nobody sees it a second
/// time, whatever breaks in between. It stays in the secret store, as registering again asks for it.
/// </summary>
public sealed class PinHandOver(CaseStore cases, NumberStore numbers, MigrationPins pins, TimeProvider time)
{
    /// <returns>Six digits; null: it was shown before, the case is not there yet, or the number has moved on since.</returns>
    public async Task<string?> TakeAsync(string caseId, string by, CancellationToken cancellation)
    {
        var read = await cases.GetAsync<MigrationFacts>(caseId, cancellation);
        if (!await IsStillTheirsAsync(read, cancellation) || await pins.FindAsync(new CaseRef(caseId), cancellation) is not { } pin)
            return null;
        var (_, isFirst) = await cases.ChangeAsync<MigrationFacts>(caseId, today =>
            !CaseActs.Allows(today.Case, "pin", Actor.Customer) || today.Facts.PinShownAt is not null ? null : new(
                today.Case, today.Facts with { PinShownAt = time.GetUtcNow() },
                new TimelineEntry(time.GetUtcNow(), by, "pin_shown", "The PIN was shown to the customer.")), cancellation);
        return isFirst ? pin : null;
    }

    /// <summary>Whether the number still lives where this case has brought it.</summary>
    private async Task<bool> IsStillTheirsAsync(CaseFile<MigrationFacts> read, CancellationToken cancellation) =>
        await numbers.FindAsync(read.Case.Phone, cancellation) is { State: not NumberState.Deleted } number
        && number.AccountId == read.Case.AccountId
        && number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("phoneNumberId") == read.Facts.PhoneNumberId;
}
