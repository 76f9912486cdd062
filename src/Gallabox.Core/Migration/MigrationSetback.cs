using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>What Meta has not registered is undone: the number is again what it was, and the migration may be taken back again.</summary>
public sealed class MigrationSetback(MigrationFile file, NumberStore numbers, RegistrationBudget budget, IMetaGraph meta)
{
    /// <summary>No wait before another call grows beyond it, but for one that Meta asks for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Four times as long after each call of the case: the calls are few (facts 3.6).</summary>
    public static TimeSpan Growing(TimeSpan first, MigrationFacts facts)
    {
        var grown = first * Math.Pow(4, Math.Clamp(facts.RegisterCalls - 1, 0, 10));
        return grown < Longest ? grown : first < Longest ? Longest : first;
    }

    /// <summary>Null: it is not sure that Meta has refused; the outcome is open.</summary>
    public async Task<MigrationLook?> RefusedAsync(
        CaseRef on, CaseFile<MigrationFacts> begun, MetaNumber node, FailureException refused, CancellationToken cancellation)
    {
        var said = new Refused(MigrationCall.Register, refused.Code, refused.Message, file.Now);
        switch (MigrationRefusals.Of(MigrationCall.Register, refused.Code, refused.Kind, node.NameStatus))
        {
            case RefusalMeaning.Wait { For.TotalMinutes: <= 1 } when refused.Kind == FailureKind.Transient:
                return null;
            case RefusalMeaning.Wait wait:
                var again = file.Now + Growing((refused as NeedsPersonException)?.BlockedFor ?? wait.For, begun.Facts);
                if (wait.For >= RegistrationBudget.Window)
                    await budget.BlockAsync(begun.Case.Phone, again, cancellation);
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { NotBefore = again, Refused = null }, cancellation);
            case RefusalMeaning.DeregisterFirst:
                return await DeregisterAsync(on, begun, refused, cancellation);
            case RefusalMeaning.CodeFirst:
                return await UndoAsync(on, refused.Code, refused.Message, facts => MigrationCode.ToProveAgain(facts) with { Refused = said }, cancellation);
            case RefusalMeaning.Red red:
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { Refused = said with { Light = red.Light } }, cancellation);
            default:
                return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { Refused = said }, cancellation);
        }
    }

    /// <summary>The node in the new account has vanished. It is begun again, unless a call may have registered it: then a person looks first.</summary>
    public async Task<MigrationLook> GoneAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        if (read.Facts.RegisterOpen is { } called && !(read.Facts.RetriedAt > called))
            throw new NeedsPersonException("migration:not-shown", "Meta does not show the number any more, and its answer to the registration was lost.");
        return await UndoAsync(on, "migration:not-shown", "Meta does not show the number in its new account any more; it is begun again.",
            facts => MigrationCode.BegunAgain(facts.LeftOpen(), file.Now), cancellation);
    }

    /// <summary>Meta has not registered the number: the source goes on, and the migration may be taken back again.</summary>
    public async Task<MigrationLook> UndoAsync(
        CaseRef on, string code, string answer, Func<MigrationFacts, MigrationFacts> learn, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (!read.Facts.CuttingOver)
            return new MigrationLook(MigrationStage.CutOver);
        if (read.Facts.Before is { } before)
            await numbers.ChangeAsync(read.Case.Phone, today => MigratedNumber.Undone(today, before, read.Facts, file.Now), cancellation);
        else
            await numbers.ForgetAsync(read.Case.Phone, cancellation);
        await file.ChangeAsync(on, today => !today.Facts.CuttingOver ? null : new(
            today.Case with { State = CaseState.AwaitingCode, WaitsFor = null },
            learn(today.Facts.WaitingFrom(file.Now)) with { CuttingOver = false, RegisterOpen = null, RegisterAccepted = null, Before = null },
            file.Entry("meta", "not_registered", "Meta has not registered the number; it works where it was.", ("code", code), ("answer", answer))), cancellation);
        return new MigrationLook(MigrationStage.CutOver);
    }

    /// <summary>An earlier deregistration is incomplete (133000): it is brought to its end, which costs a call of the same budget.</summary>
    private async Task<MigrationLook> DeregisterAsync(CaseRef on, CaseFile<MigrationFacts> begun, FailureException refused, CancellationToken cancellation)
    {
        var again = await budget.TakeAsync(begun.Case.Phone, cancellation);
        if (again is null && await DeregisterAsync(begun.Facts.PhoneNumberId!, cancellation) is { } failed)
        {
            if (failed.Kind != FailureKind.Transient)
                return await UndoAsync(on, failed.Code, failed.Message,
                    facts => facts with { Refused = new Refused(MigrationCall.Register, failed.Code, failed.Message, file.Now) }, cancellation);
            again = file.Now + Growing(TimeSpan.FromMinutes(5), begun.Facts);
        }

        return await UndoAsync(on, refused.Code, refused.Message, facts => facts with { NotBefore = again, Refused = null }, cancellation);
    }

    /// <returns>Null: it is off.</returns>
    private async Task<FailureException?> DeregisterAsync(string phoneNumberId, CancellationToken cancellation)
    {
        try
        {
            await meta.DeregisterAsync(phoneNumberId, cancellation);
            return null;
        }
        catch (FailureException failed)
        {
            return failed.Code == "meta:133010" ? null : failed;
        }
    }
}
