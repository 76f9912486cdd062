using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>The activities of a connection. Each takes the case, is safe to run twice, and looks before it acts.</summary>
public static class ConnectSteps
{
    public static readonly Activity<CaseRef, ConnectLook> FollowSignUp = new("FollowSignUp");
    public static readonly Activity<CaseRef, ConnectLook> AwaitTurn = new("AwaitKeyTurn");
    public static readonly Activity<CaseRef, ConnectLook> MakeKey = new("MakeNumberKey");
    public static readonly Activity<CaseRef, ConnectLook> SetCallback = new("SetNumberCallback");
    public static readonly Activity<CaseRef, ConnectLook> ReadMeta = new("ReadNumberAtMeta");
    public static readonly Activity<CaseRef, ConnectLook> TestKey = new("TestNumberKey");
    public static readonly Activity<CaseRef, ConnectLook> Register = new("RegisterConnectedNumber");
    public static readonly Activity<CaseRef, Done> Complete = new("CompleteConnection");
    public static readonly Activity<CaseRef, Done> Close = new("CloseConnection");
    public static readonly Activity<Done, NextComparison> Compare = new("CompareConnections");

    public static OrchestrationCatalog AddConnect(this OrchestrationCatalog catalog) => catalog
        .Add(ConnectFlow.Orchestrator)
        .Add(ComparisonFlow.Orchestrator)
        .Add<ConnectFollow, CaseRef, ConnectLook>(FollowSignUp, (work, on, cancellation) => work.FollowAsync(on, cancellation))
        .Add<ConnectKey, CaseRef, ConnectLook>(AwaitTurn, (work, on, cancellation) => work.AwaitTurnAsync(on, cancellation))
        .Add<ConnectKey, CaseRef, ConnectLook>(MakeKey, (work, on, cancellation) => work.MakeAsync(on, cancellation))
        .Add<ConnectCallback, CaseRef, ConnectLook>(SetCallback, (work, on, cancellation) => work.SetAsync(on, cancellation))
        .Add<ConnectMeta, CaseRef, ConnectLook>(ReadMeta, (work, on, cancellation) => work.ReadAsync(on, cancellation))
        .Add<ConnectCallback, CaseRef, ConnectLook>(TestKey, (work, on, cancellation) => work.TestAsync(on, cancellation))
        .Add<ConnectRegistration, CaseRef, ConnectLook>(Register, (work, on, cancellation) => work.RegisterAsync(on, cancellation))
        .Add<ConnectRegistration, CaseRef, Done>(Complete, (work, on, cancellation) => work.CompleteAsync(on, cancellation))
        .Add<ConnectRegistration, CaseRef, Done>(Close, (work, on, cancellation) => work.CloseAsync(on, cancellation))
        .Add<ConnectComparison, Done, NextComparison>(Compare, (work, _, cancellation) => work.CompareAsync(cancellation));
}
