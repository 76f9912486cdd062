using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The cut-over: the one call after which the source stops. It looks before it calls, so a call whose answer was lost is found to have
/// taken effect; it takes each call from the number's budget; and what Meta refuses for sure is undone, so that the source is seen to go on.
/// </summary>
public sealed class MigrationRegistration(MigrationFile file, NumberStore numbers, NumberPins pins, RegistrationBudget budget, IMetaGraph meta)
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromHours(12);

    public async Task<MigrationLook> RegisterAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
        if (node is { IsConnected: true })
            return await RegisteredAsync(on, read, node, cancellation);
        if (Settling(read) is { } settled)
            return await OpenAsync(on, settled, cancellation);
        if (await budget.TakeAsync(read.Case.Phone, cancellation) is { } free)
            return await UndoAsync(on, "registration:budget", "Meta takes few registrations of a number in 72 hours, and they are used up.",
                facts => facts with { NotBefore = free }, cancellation);
        return await CallAsync(on, node, cancellation);
    }

    private async Task<MigrationLook> CallAsync(CaseRef on, MetaNumber? node, CancellationToken cancellation)
    {
        var pin = await pins.FindAsync((await file.CaseAsync(on, cancellation)).Case.Phone, cancellation)
            ?? throw new NeedsPersonException("migration:no-pin", "The PIN that was made for the number is not in the secret store.");
        var begun = await file.ChangeAsync(on, today => new(
            today.Case, today.Facts with { RegisterCalls = today.Facts.RegisterCalls + 1, RegisterOpen = file.Now }, null), cancellation);
        try
        {
            await meta.RegisterAsync(begun.Facts.PhoneNumberId!, pin, cancellation);
        }
        catch (FailureException refused)
        {
            return await RefusedAsync(on, begun, node, refused, cancellation);
        }

        var after = await meta.ReadNumberAsync(begun.Facts.PhoneNumberId!, cancellation);
        return after is { IsConnected: true } ? await RegisteredAsync(on, begun, after, cancellation) : await OpenAsync(on, file.Now + file.Rules.ReadBackEvery, cancellation);
    }

    /// <summary>While the outcome of a call is open, Meta is only looked at; longer after each call. Null: it may be called.</summary>
    private DateTimeOffset? Settling(CaseFile<MigrationFacts> read)
    {
        if (read.Facts.RegisterOpen is not { } called)
            return null;
        var factor = Math.Pow(4, Math.Min(read.Facts.RegisterCalls - 1, 10));
        var settling = file.Rules.SettleFor * factor < LongestSettling ? file.Rules.SettleFor * factor : LongestSettling;
        return called + settling > file.Now ? called + settling : null;
    }

    private async Task<MigrationLook> OpenAsync(CaseRef on, DateTimeOffset settled, CancellationToken cancellation)
    {
        await file.WaitAsync(on, CaseState.Registering, new Wait("registration", "meta", settled),
            "It is not known yet whether Meta has registered the number; it is looked at before anything is tried again.", cancellation);
        var soon = file.Now + file.Rules.ReadBackEvery;
        return new MigrationLook(MigrationStage.Registration, soon < settled ? soon : settled);
    }

    private async Task<MigrationLook> RegisteredAsync(CaseRef on, CaseFile<MigrationFacts> read, MetaNumber node, CancellationToken cancellation)
    {
        await numbers.ChangeAsync(read.Case.Phone, today => MigratedNumber.Registered(today, read.Facts, file.Now), cancellation);
        await file.ChangeAsync(on, today => today.Case.State == CaseState.Verifying ? null : new(
            today.Case with { State = CaseState.Verifying, WaitsFor = null },
            MigrationFile.With(today.Facts, "registered", new(file.Now, "meta", node.Status)) with { RegisterOpen = null, Refused = null },
            file.Entry("meta", "registered", "Meta shows the number as connected in its new account. The old provider does not get its messages any more.", ("answer", node.Status))), cancellation);
        return new MigrationLook(MigrationStage.Verification);
    }

    private async Task<MigrationLook> RefusedAsync(
        CaseRef on, CaseFile<MigrationFacts> begun, MetaNumber? node, FailureException refused, CancellationToken cancellation)
    {
        var said = new Refused(MigrationCall.Register, refused.Code, refused.Message, file.Now);
        switch (MigrationRefusals.Of(MigrationCall.Register, refused.Code, refused.Kind, node?.NameStatus))
        {
            case RefusalMeaning.Wait { For.TotalMinutes: <= 1 }:
                return await OpenAsync(on, file.Now + file.Rules.SettleFor, cancellation);
            case RefusalMeaning.Wait wait:
                if (wait.For >= RegistrationBudget.Window)
                    await budget.BlockAsync(begun.Case.Phone, file.Now + wait.For, cancellation);
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { NotBefore = file.Now + wait.For, Refused = null }, cancellation);
            case RefusalMeaning.DeregisterFirst:
                return await DeregisterAsync(on, begun, refused, cancellation);
            case RefusalMeaning.CodeFirst:
                return await UndoAsync(on, refused.Code, refused.Message, ProveAgain, cancellation) with { To = MigrationStage.Code };
            case RefusalMeaning.Red red:
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { Refused = said with { Light = red.Light } }, cancellation);
            default:
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { Refused = said }, cancellation);
        }
    }

    /// <summary>An earlier deregistration is incomplete (133000): it is brought to its end, which costs a call of the same budget.</summary>
    private async Task<MigrationLook> DeregisterAsync(CaseRef on, CaseFile<MigrationFacts> begun, FailureException refused, CancellationToken cancellation)
    {
        var free = await budget.TakeAsync(begun.Case.Phone, cancellation);
        if (free is null)
            await DeregisterAsync(begun.Facts.PhoneNumberId!, cancellation);
        return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { NotBefore = free }, cancellation);
    }

    private async Task DeregisterAsync(string phoneNumberId, CancellationToken cancellation)
    {
        try
        {
            await meta.DeregisterAsync(phoneNumberId, cancellation);
        }
        catch (FailureException off) when (off.Code == "meta:133010")
        {
            // It is off already, which was wanted.
        }
    }

    private static MigrationFacts ProveAgain(MigrationFacts facts) =>
        MigrationFile.Without(facts, "ownership_proven") with { ProveAgain = true, VerifiedAt = null, Codes = [], CodeTries = [] };

    /// <summary>Meta has not registered the number: the source goes on, and the migration may be taken back again.</summary>
    private async Task<MigrationLook> UndoAsync(
        CaseRef on, string code, string answer, Func<MigrationFacts, MigrationFacts> learn, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        await numbers.ChangeAsync(read.Case.Phone, today => MigratedNumber.Undone(today, read.Facts, file.Now), cancellation);
        await file.ChangeAsync(on, today => !today.Facts.CuttingOver ? null : new(
            today.Case with { State = CaseState.AwaitingCode, WaitsFor = null },
            learn(today.Facts.WaitingFrom(file.Now)) with { CuttingOver = false, RegisterOpen = null, StateBefore = null },
            file.Entry("meta", "not_registered", "Meta has not registered the number; it works where it was.", ("code", code), ("answer", answer))), cancellation);
        return new MigrationLook(MigrationStage.CutOver);
    }
}
