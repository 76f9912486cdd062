using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The step before anything is touched: reads every condition that can be read, moves the case, tells whoever can change what is
/// red, and says when to look again. It goes on by itself when nothing that it can see is in the way.
/// </summary>
public sealed class MigrationRehearsal(MigrationFile file, IMetaGraph meta, MigrationLetters letters)
{
    /// <summary>For the team; the customer is told only that the account cannot be used.</summary>
    private const string Barred = "Another customer of ours has numbers in the new account, so nothing is moved into it, whoever approves; another account has to be chosen";

    public async Task<MigrationLook> RehearseAsync(CaseRef on, CancellationToken cancellation)
    {
        if (await DeclinedAsync(on, cancellation) is { } declined)
            return declined;
        var seen = await file.LookAsync(on, cancellation);
        var lights = Rehearsal.Lights(seen, refusalStands: true);
        if (!lights.SequenceEqual(seen.Facts.Lights))
            await file.ChangeAsync(on, today => new(today.Case, today.Facts with { Lights = lights }, null), cancellation);
        var stands = !MigrationPolicy.MayBeOver(seen.Facts, file.Rules, file.Now);
        var verdict = MigrationPolicy.Decide(seen, Rehearsal.Lights(seen, stands), file.Rules, file.Now);
        return await CarryOutAsync(on, seen, verdict, cancellation);
    }

    private Task<MigrationLook> CarryOutAsync(CaseRef on, MigrationEvidence seen, MigrationVerdict verdict, CancellationToken cancellation) => verdict switch
    {
        MigrationVerdict.End end => EndAsync(on, end.Ending, cancellation),
        MigrationVerdict.AwaitSignup wait => AskAsync(on, seen, CaseState.InReview, new Wait("embedded_signup", "customer", wait.ExpiresAt),
            "The customer signs up at Meta with the number.", letters.AskForSignupAsync, cancellation),
        MigrationVerdict.AwaitAcceptance wait => AskAsync(on, seen, CaseState.InReview, new Wait("solution_request", "customer", wait.ExpiresAt),
            "The customer's admin accepts the request in Meta Business Suite.", letters.AskForAcceptanceAsync, cancellation),
        MigrationVerdict.AwaitTwoStepOff wait => AskAsync(on, seen, CaseState.AwaitingTwoStepOff, new Wait("two_step_off", "customer", wait.ExpiresAt),
            "Two-step verification is on at the source; only an admin of its business portfolio can switch it off.", letters.AskForTwoStepOffAsync, cancellation),
        MigrationVerdict.AwaitCondition { Light: { On: "customer" } light } wait => AskAsync(on, seen, CaseState.InReview,
            new Wait(Wire.Name(light.Key), "customer", wait.ExpiresAt), Words(light), (told, purpose, stop) => letters.AskForConditionAsync(told, light, purpose, stop), cancellation),
        MigrationVerdict.AwaitCondition wait => WaitAsync(on, new Wait(Wire.Name(wait.Light.Key), wait.Light.On), Words(wait.Light), cancellation),
        MigrationVerdict.AwaitApproval => WaitAsync(on, new Wait("approval", "operator"), "Every condition that can be seen is met; a product specialist lets it begin.", cancellation),
        MigrationVerdict.AwaitMeta wait => WaitAsync(on, new Wait("meta", "meta"), $"Meta has refused without a reason ({wait.Refused.Text}); it is asked again by itself.", cancellation),
        MigrationVerdict.Subscribe => SubscribeAsync(on, seen, cancellation),
        MigrationVerdict.ChooseAgain => ChooseAgainAsync(on, seen.Facts.WabaId!, cancellation),
        MigrationVerdict.Stuck stuck => throw new NeedsPersonException(stuck.Refused.Code, stuck.Refused.Text),
        MigrationVerdict.Proceed => Task.FromResult(new MigrationLook(MigrationStage.Start)),
        _ => throw new InvalidOperationException($"Nobody carries out {verdict}."),
    };

    private async Task<MigrationLook> EndAsync(CaseRef on, Ending ending, CancellationToken cancellation)
    {
        await file.EndAsync(on, ending, cancellation);
        return new MigrationLook(MigrationStage.Closing);
    }

    private async Task<MigrationLook> AskAsync(CaseRef on, MigrationEvidence seen, CaseState state, Wait wait, string text,
        Func<MigrationEvidence, string, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => MigrationPolicy.IsOnOthers(today.Case)
            ? new(today.Case with { WaitsFor = null }, today.Facts.WaitingFrom(file.Now), null)
            : null, cancellation);
        var waiting = await file.WaitAsync(on, state, wait, text, cancellation);
        var told = seen with { Case = waiting.Case, Facts = waiting.Facts };
        var reminder = await file.AskAsync(on, waiting, file.Rules.RemindEvery,
            number => ask(told, MigrationLetters.Purpose(told, number), cancellation), cancellation);
        return Again(waiting, reminder, wait.Until);
    }

    private async Task<MigrationLook> WaitAsync(CaseRef on, Wait wait, string text, CancellationToken cancellation) =>
        Again(await file.WaitAsync(on, CaseState.InReview, wait, text, cancellation));

    private MigrationLook Again(CaseFile<MigrationFacts> waiting, params DateTimeOffset?[] others)
    {
        var rest = file.Now + MigrationPolicy.Rest(waiting.Facts, file.Rules, file.Now);
        return new MigrationLook(MigrationStage.Rehearsal, others.Append(rest).Where(time => time > file.Now).Min());
    }

    private async Task<MigrationLook> SubscribeAsync(CaseRef on, MigrationEvidence seen, CancellationToken cancellation)
    {
        await file.SubscribeAsync(on, seen.Destination!.Id, cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }

    /// <summary>What was learned at Meta may be replaced there: it is learned anew.</summary>
    private async Task<MigrationLook> ChooseAgainAsync(CaseRef on, string waba, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Facts.WabaId != waba ? null : new(
            today.Case,
            MigrationCode.BegunAgain(MigrationFile.Without(today.Facts, "request_accepted"), file.Now).WaitingFrom(file.Now) with { WabaId = null, Barred = waba },
            file.Entry("system", "account_barred", $"{Barred} ({waba}).")), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }

    /// <summary>Between solutions: the answer of the customer's admin is read, since its event does not say which request it answers.</summary>
    private async Task<MigrationLook?> DeclinedAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Facts is not { Path: MigrationPath.Solution, WabaId: null, IntentId: { } intentId } || read.Case.Ending is not null)
            return null;
        var intent = await meta.ReadMigrationIntentAsync(intentId, cancellation);
        if (intent is { Status: "REJECTED" })
            return await EndAsync(on, new Ending(CaseState.Cancelled, "meta", file.Now, "The request was declined in Meta Business Suite."), cancellation);
        if (intent is { Status: "ACCEPTED" or "COMPLETED", DestinationWabaId: { } waba } && !(waba == read.Facts.Barred && await file.IsAnothersAsync(read.Case, waba, cancellation)))
            await file.RecordAsync(on, "request_accepted", "meta", "The customer's admin has accepted the request in Meta Business Suite.", waba,
                cancellation, facts => facts with { WabaId = waba, Barred = null });
        return null;
    }

    private static string Words(Light light) => light switch
    {
        { Key: LightKey.DestinationUsable } => $"{Barred} ({light.Evidence}).",
        { Evidence: null } => $"A condition is not met: {LightWords.Title(light.Key)}.",
        _ => $"A condition is not met: {LightWords.Title(light.Key)} ({light.Evidence}).",
    };
}
