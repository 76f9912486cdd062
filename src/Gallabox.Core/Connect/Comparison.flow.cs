using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>For ever: compares connected numbers with what 360dialog shows, since events may be lost.</summary>
public static class ComparisonFlow
{
    /// <summary>The one instance's id.</summary>
    public const string InstanceId = "connection-comparison";

    public static Orchestrator<Done> Orchestrator { get; } = new("ConnectionComparison", "1", RunAsync);

    private static readonly RetryPolicy Patiently = new(TimeSpan.FromSeconds(30), 2, TimeSpan.FromMinutes(30), TimeSpan.FromDays(30));

    public static async Task RunAsync(IOrchestration flow, Done input)
    {
        var next = await flow.CallAsync(ConnectSteps.Compare, input, Patiently);
        await flow.WaitUntilAsync(next.At);
        flow.ContinueAsNew(input);
    }
}
