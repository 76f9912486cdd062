using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Faults;

/// <summary>How a call fails. In all but <see cref="LostAnswer"/> and <see cref="BadJson"/> it has no effect.</summary>
internal static class FaultKind
{
    public const string Timeout = "timeout";
    public const string LostAnswer = "lost-answer";
    public const string ServerError = "500";
    public const string TooMany = "429";
    public const string Html = "html";
    public const string BadJson = "bad-json";
    public const string Outage = "outage";

    /// <summary>An error of the provider's own with the given code.</summary>
    public const string Error = "error";

    public static IReadOnlyList<string> All { get; } = [Timeout, LostAnswer, ServerError, TooMany, Html, BadJson, Outage, Error];
}

/// <summary>A planned failure of the next calls, or of all calls until a moment.</summary>
internal sealed record Fault : IBookkeeping
{
    public required string Key { get; init; }

    public required string Target { get; init; }

    public required string Kind { get; init; }

    public int Remaining { get; init; }

    public string? Path { get; init; }

    public string? Method { get; init; }

    public DateTimeOffset? Until { get; init; }

    public int Status { get; init; }

    public int Code { get; init; }

    public int? Subcode { get; init; }

    public string? Message { get; init; }

    public string? Details { get; init; }

    public bool Matches(string target, string method, string path) =>
        Target == target
        && (Path is null || path.Contains(Path, StringComparison.OrdinalIgnoreCase))
        && (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase));
}
