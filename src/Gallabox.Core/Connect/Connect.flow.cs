using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>
/// From the button to a connected number, in the order of the customer's help page. Each stage is a quiet point: the flow starts
/// anew there, reads the store, and goes on.
/// </summary>
public static class ConnectFlow
{
    public static Orchestrator<ConnectInput> Orchestrator { get; } = new("Connect", "1", RunAsync);

    public static async Task RunAsync(IOrchestration flow, ConnectInput input)
    {
        flow.SetStatus(Wire.Name(input.Stage));
        var next = await StageAsync(flow, input);
        if (next != ConnectStage.Ended)
            flow.ContinueAsNew(input with { Stage = next });
    }

    private static async Task<ConnectStage> StageAsync(IOrchestration flow, ConnectInput input)
    {
        try
        {
            return input.Stage switch
            {
                ConnectStage.Following => await FollowAsync(flow, input.Case),
                ConnectStage.Authorization => await AuthorizeAsync(flow, input.Case),
                ConnectStage.Registration => await RegisterAsync(flow, input.Case),
                _ => await CloseAsync(flow, input.Case),
            };
        }
        catch (CaseAbandonedException)
        {
            return ConnectStage.Closing;
        }
    }

    /// <summary>The customer signs up, verifies the number, gives permission, and the number becomes ready: in any order, so it is read.</summary>
    private static async Task<ConnectStage> FollowAsync(IOrchestration flow, CaseRef on) =>
        await LookedAsync(flow, await flow.AttendAsync(ConnectSteps.FollowSignUp, on));

    /// <summary>Gallabox is authorized: its key, its callback, what Meta says, and a test.</summary>
    private static async Task<ConnectStage> AuthorizeAsync(IOrchestration flow, CaseRef on)
    {
        var look = await flow.AttendAsync(ConnectSteps.AwaitTurn, on);
        if (GoesOn(look))
            look = await flow.AttendAsync(ConnectSteps.MakeKey, on);
        if (GoesOn(look))
            look = await flow.AttendAsync(ConnectSteps.SetCallback, on);
        if (GoesOn(look))
            look = await flow.AttendAsync(ConnectSteps.ReadMeta, on);
        if (GoesOn(look))
            look = await flow.AttendAsync(ConnectSteps.TestKey, on);
        return await LookedAsync(flow, look);
    }

    /// <summary>The number becomes one of ours, and the customer is told.</summary>
    private static async Task<ConnectStage> RegisterAsync(IOrchestration flow, CaseRef on)
    {
        var look = await flow.AttendAsync(ConnectSteps.Register, on, abandonable: false);
        if (look.To != ConnectStage.Registration)
            return look.To;
        await flow.AttendAsync(ConnectSteps.Complete, on, abandonable: false);
        return ConnectStage.Ended;
    }

    /// <summary>Every other way out.</summary>
    private static async Task<ConnectStage> CloseAsync(IOrchestration flow, CaseRef on)
    {
        await flow.AttendAsync(ConnectSteps.Close, on, abandonable: false);
        return ConnectStage.Ended;
    }

    private static bool GoesOn(ConnectLook look) => look is { To: ConnectStage.Authorization, LookAgainAt: null };

    private static async Task<ConnectStage> LookedAsync(IOrchestration flow, ConnectLook look)
    {
        if (look.LookAgainAt is { } again)
            await flow.WaitForEventAsync(CaseSteps.Nudge, again);
        return look.To;
    }
}
