using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The cut-over: the one call after which the source stops. It looks before it calls, so a call whose answer was lost is found to have
/// taken effect; it takes each call from the number's budget; and what Meta refuses for sure is undone, so that the source is seen to go on.
/// </summary>
public sealed class MigrationRegistration(
    MigrationFile file, NumberStore numbers, MigrationPins pins, RegistrationBudget budget, MigrationSetback setback, IMetaGraph meta)
{
    public async Task<MigrationLook> RegisterAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (!read.Facts.CuttingOver)
            return new MigrationLook(MigrationStage.CutOver);
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
        if (node is not null && node.Phone != read.Case.Phone)
            throw new NeedsPersonException("migration:another-number", "Meta shows another number under the id of this one; nothing is done to it.");
        await EnsureNumberAsync(read, cancellation);
        if (node is { IsConnected: true })
            return await RegisteredAsync(on, read, node, cancellation);
        if (Settling(read.Facts) > file.Now)
            return await OpenAsync(on, read.Facts, cancellation);
        if (node is null)
            return await setback.GoneAsync(on, read, cancellation);
        if (await budget.TakeAsync(read.Case.Phone, cancellation) is { } free)
            return await setback.UndoAsync(on, "registration:budget", "Meta takes few registrations of a number in 72 hours, and they are used up.",
                facts => facts.LeftOpen() with { NotBefore = free }, cancellation);
        return await CallAsync(on, read, node, cancellation);
    }

    /// <summary>An undoing that was interrupted may have forgotten the number already.</summary>
    private async Task EnsureNumberAsync(CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        if (await numbers.FindAsync(read.Case.Phone, cancellation) is null)
            await file.BeginNumberAsync(read, await file.OwnerAsync(read.Facts.WabaId!, cancellation), cancellation);
    }

    private async Task<MigrationLook> CallAsync(CaseRef on, CaseFile<MigrationFacts> read, MetaNumber node, CancellationToken cancellation)
    {
        var pin = await pins.FindAsync(on, cancellation) ?? await pins.MakeAsync(on, cancellation);
        var begun = await file.ChangeAsync(on, today => new(
            today.Case, today.Facts.LeftOpen() with { RegisterCalls = today.Facts.RegisterCalls + 1, RegisterOpen = file.Now, RegisterAccepted = null }, null), cancellation);
        try
        {
            await meta.RegisterAsync(begun.Facts.PhoneNumberId!, pin, cancellation);
        }
        catch (FailureException refused)
        {
            return await setback.RefusedAsync(on, begun, node, refused, cancellation) ?? await LostAsync(on, cancellation);
        }

        var accepted = await file.ChangeAsync(on, today => new(today.Case, today.Facts with { RegisterAccepted = file.Now }, null), cancellation);
        return await meta.ReadNumberAsync(begun.Facts.PhoneNumberId!, cancellation) is { IsConnected: true } after
            ? await RegisteredAsync(on, accepted, after, cancellation)
            : await OpenAsync(on, accepted.Facts, cancellation);
    }

    /// <summary>However long the answer took to be lost, the outcome is open from now on.</summary>
    private async Task<MigrationLook> LostAsync(CaseRef on, CancellationToken cancellation)
    {
        var open = await file.ChangeAsync(on, today => new(today.Case, today.Facts with { RegisterOpen = file.Now }, null), cancellation);
        return await OpenAsync(on, open.Facts, cancellation);
    }

    /// <summary>
    /// While the outcome of a call is open, Meta is only looked at; longer after each call, and longest when it has said that it took the
    /// call. Null: no outcome is open.
    /// </summary>
    private DateTimeOffset? Settling(MigrationFacts facts) =>
        facts.RegisterOpen + (facts.RegisterAccepted is null ? MigrationSetback.Growing(file.Rules.SettleFor, facts) : MigrationSetback.Longest);

    private async Task<MigrationLook> OpenAsync(CaseRef on, MigrationFacts facts, CancellationToken cancellation)
    {
        var settled = Settling(facts);
        await file.WaitAsync(on, CaseState.Registering, new Wait("registration", "meta", settled),
            "Meta does not show the number as registered yet; it is looked at before anything is tried again.", cancellation);
        var rarely = (file.Now - facts.RegisterOpen) / 8;
        var soon = file.Now + (rarely > file.Rules.ReadBackEvery ? rarely : file.Rules.ReadBackEvery);
        return new MigrationLook(MigrationStage.Registration, soon < settled ? soon : settled);
    }

    private async Task<MigrationLook> RegisteredAsync(CaseRef on, CaseFile<MigrationFacts> read, MetaNumber node, CancellationToken cancellation)
    {
        await numbers.ChangeAsync(read.Case.Phone, today => MigratedNumber.Registered(today, read.Facts, file.Now), cancellation);
        await file.ChangeAsync(on, today => today.Case.State == CaseState.Verifying ? null : new(
            today.Case with { State = CaseState.Verifying, WaitsFor = null },
            MigrationFile.With(today.Facts, "registered", new(file.Now, "meta", node.Status)) with 
            {
                RegisterOpen = null, RegisterAccepted = null, Refused = null, PinIsSet = read.Facts.RegisterAccepted is not null,
            },
            file.Entry("meta", "registered", read.Facts.RegisterCalls > 0
                ? "Meta shows the number as connected in its new account. The old provider does not get its messages any more."
                : "Meta shows the number as connected in its new account already: somebody else has registered it there.", ("answer", node.Status))), cancellation);
        return new MigrationLook(MigrationStage.Verification);
    }
}
