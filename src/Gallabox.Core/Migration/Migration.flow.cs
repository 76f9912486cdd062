using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Migration;

/// <summary>
/// From the form to a number that works under its new account, in the order of the customer's help page. Each stage is a quiet point:
/// the flow starts anew there, reads the store, and goes on. Until the registration the source keeps working.
/// </summary>
public static class MigrationFlow
{
    public static Orchestrator<MigrationInput> Orchestrator { get; } = new("Migration", "1", RunAsync);

    public static async Task RunAsync(IOrchestration flow, MigrationInput input)
    {
        flow.SetStatus(Wire.Name(input.Stage));
        var next = await StageAsync(flow, input);
        if (next != MigrationStage.Ended)
            flow.ContinueAsNew(input with { Stage = next });
    }

    private static async Task<MigrationStage> StageAsync(IOrchestration flow, MigrationInput input)
    {
        try
        {
            return input.Stage switch
            {
                MigrationStage.Rehearsal => await LookedAsync(flow, await flow.AttendAsync(MigrationSteps.Rehearse, input.Case)),
                MigrationStage.Start => await LookedAsync(flow, await flow.AttendAsync(MigrationSteps.Start, input.Case)),
                MigrationStage.Code => await CodeAsync(flow, input.Case),
                MigrationStage.CutOver => await CutOverAsync(flow, input.Case),
                MigrationStage.Registration => await LookedAsync(flow, await flow.AttendAsync(MigrationSteps.Register, input.Case, abandonable: false)),
                MigrationStage.Verification => await VerifyAsync(flow, input.Case),
                _ => await CloseAsync(flow, input.Case),
            };
        }
        catch (CaseAbandonedException)
        {
            return MigrationStage.Closing;
        }
    }

    /// <summary>Meta sends a one-time code to the number; its owner enters it on the status page.</summary>
    private static async Task<MigrationStage> CodeAsync(IOrchestration flow, CaseRef on)
    {
        var look = await flow.AttendAsync(MigrationSteps.AskForCode, on);
        if (look is { To: MigrationStage.Code, LookAgainAt: null })
            look = await flow.AttendAsync(MigrationSteps.TakeCode, on);
        return await LookedAsync(flow, look);
    }

    /// <summary>At the time that the customer chose. After it there is no way back.</summary>
    private static async Task<MigrationStage> CutOverAsync(IOrchestration flow, CaseRef on)
    {
        var look = await flow.AttendAsync(MigrationSteps.AwaitCutOver, on);
        if (look is { To: MigrationStage.CutOver, LookAgainAt: null })
            look = await flow.AttendAsync(MigrationSteps.BeginCutOver, on);
        return await LookedAsync(flow, look);
    }

    /// <summary>What Meta shows is read back; two-step verification is on again; the customer is told.</summary>
    private static async Task<MigrationStage> VerifyAsync(IOrchestration flow, CaseRef on)
    {
        var look = await flow.AttendAsync(MigrationSteps.ReadBack, on, abandonable: false);
        if (look.LookAgainAt is not null)
            return await LookedAsync(flow, look);
        await flow.AttendAsync(MigrationSteps.SetWebhook, on, abandonable: false);
        await flow.AttendAsync(MigrationSteps.CheckTemplates, on, abandonable: false);
        await flow.AttendAsync(MigrationSteps.Complete, on, abandonable: false);
        return MigrationStage.Ended;
    }

    /// <summary>Every way out before the cut-over: what was prepared is undone, and the number works where it was.</summary>
    private static async Task<MigrationStage> CloseAsync(IOrchestration flow, CaseRef on)
    {
        await flow.AttendAsync(MigrationSteps.Close, on, abandonable: false);
        return MigrationStage.Ended;
    }

    private static async Task<MigrationStage> LookedAsync(IOrchestration flow, MigrationLook look)
    {
        if (look.LookAgainAt is { } again)
            await flow.WaitForEventAsync(CaseSteps.Nudge, again);
        return look.To;
    }
}
