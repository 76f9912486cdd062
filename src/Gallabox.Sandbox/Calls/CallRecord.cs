using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Calls;

/// <summary>A call that a simulated API has received, with whether it changed anything there.</summary>
internal sealed record CallRecord(
    DateTimeOffset At, string Target, string Method, string Path, int Status, bool Effect, string? Fault) : IBookkeeping;
