using System.Text.Json.Nodes;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Calls;

/// <summary>Answers of the control routes: what a person sees who acts in the outside world.</summary>
internal static class Control
{
    public static IResult Ok<T>(T value) => Results.Json(value, SandboxJson.Options);

    /// <summary>A refusal with a stable reason and what to do about it.</summary>
    public static IResult Refuse(int status, string reason, string message, DateTimeOffset? until = null)
    {
        var body = new JsonObject { ["error"] = reason, ["message"] = message };
        if (until is { } moment)
            body["until"] = JsonValue.Create(moment);
        return Results.Json(body, SandboxJson.Options, statusCode: status);
    }

    /// <summary>What the host under test answered.</summary>
    public static IResult Answered(TargetAnswer answer) => Ok(answer);

    /// <summary>The digits of a phone number in a path or body, however it is written.</summary>
    public static string Digits(string? phone) => string.Concat((phone ?? "").Where(char.IsAsciiDigit));
}
