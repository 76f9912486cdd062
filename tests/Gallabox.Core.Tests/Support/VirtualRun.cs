using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Tests.Support;

/// <summary>How a run came out.</summary>
/// <param name="Ended">False: it still waited when the time was up.</param>
/// <param name="WaitsFor">What for, in words.</param>
/// <param name="Now">When it ended, or what the last thing was that happened.</param>
/// <param name="History">The run as text, see <see cref="RecordedHistory"/>.</param>
/// <param name="Orchestrator">What ran.</param>
public sealed record VirtualRun(
    bool Ended, string? WaitsFor, DateTimeOffset Now, IReadOnlyList<string> History, OrchestratorEntry Orchestrator)
{
    private const string Prefix = "status ";

    /// <summary>The custom statuses in the order in which they were set.</summary>
    public IReadOnlyList<string> Statuses =>
        [.. History.Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => VirtualHistory.FromJson<string>(line[Prefix.Length..]))];
}
