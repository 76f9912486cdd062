using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tests.Support;
using Xunit;
using static Gallabox.Core.Connect.ConnectStage;

namespace Gallabox.Core.Tests.Connect;

/// <summary>The flow alone on the virtual clock, as instances under way have it in their histories.</summary>
public sealed class ConnectHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly VirtualFlow flow = new(Monday, "con-7K3QX9MPA2");
    private readonly List<string> steps = [];

    public ConnectHistoryTests()
    {
        foreach (var step in new[] { ConnectSteps.Complete, ConnectSteps.Close })
            flow.OnCall(step, _ => Did(step.Name, Done.Instance));
    }

    [Fact]
    public void A_connection_from_the_button_to_completed()
    {
        Looks(ConnectSteps.FollowSignUp, new(Following, Monday.AddDays(1)), new(Authorization));
        Looks(ConnectSteps.AwaitTurn, new(Authorization, Monday.AddHours(3)), new(Authorization), new(Authorization));
        Looks(ConnectSteps.MakeKey, new(Authorization), new(Authorization));
        Looks(ConnectSteps.SetCallback, new(Authorization), new(Authorization));
        Looks(ConnectSteps.ReadMeta, new(Authorization, Monday.AddHours(4)), new(Authorization));
        Looks(ConnectSteps.TestKey, new ConnectLook(Registration));
        Looks(ConnectSteps.Register, new ConnectLook(Registration));
        flow.RaiseAt(TimeSpan.FromHours(2), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal("TestNumberKey RegisterConnectedNumber CompleteConnection", string.Join(' ', steps[^3..]));
        Assert.Equal(Monday.AddHours(4), run.Now);
        RecordedHistory.Verify("connection-completed", run);
    }

    [Fact]
    public void A_connection_that_is_taken_back_closes()
    {
        Looks(ConnectSteps.FollowSignUp, new(Following, Monday.AddDays(1)), new(Closing));
        flow.RaiseAt(TimeSpan.FromHours(2), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal("FollowSignUp FollowSignUp CloseConnection", string.Join(' ', steps));
        RecordedHistory.Verify("connection-cancelled", run);
    }

    private VirtualRun Run()
    {
        var run = flow.Run(ConnectFlow.Orchestrator, new ConnectInput("con-7K3QX9MPA2", Following));
        Assert.True(run.Ended, run.WaitsFor);
        return run;
    }

    private T Did<T>(string step, T answer)
    {
        steps.Add(step);
        return answer;
    }

    private void Looks(Activity<CaseRef, ConnectLook> step, params ConnectLook[] answers)
    {
        var next = 0;
        flow.OnCall(step, _ => Did(step.Name, answers[next++]));
    }
}
