using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Migration;

/// <summary>
/// Shows the customer the PIN of the migrated number, once: that it was shown is written down first, so nobody sees it a second time,
/// whatever breaks in between. It stays in the secret store, as registering again asks for it.
/// </summary>
public sealed class PinHandOver(CaseStore cases, NumberPins pins, TimeProvider time)
{
    /// <returns>Six digits; null: it was shown before, or the case is not there yet.</returns>
    public async Task<string?> TakeAsync(string caseId, string by, CancellationToken cancellation)
    {
        var (file, isFirst) = await cases.ChangeAsync<MigrationFacts>(caseId, today =>
            !CaseActs.Allows(today.Case, "pin", Actor.Customer) || today.Facts.PinShownAt is not null ? null : new(
                today.Case, today.Facts with { PinShownAt = time.GetUtcNow() },
                new TimelineEntry(time.GetUtcNow(), by, "pin_shown", "The PIN was shown to the customer.")), cancellation);
        return isFirst ? await pins.FindAsync(file.Case.Phone, cancellation) : null;
    }
}
