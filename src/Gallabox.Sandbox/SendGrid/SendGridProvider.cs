using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>SendGrid's API v3: bearer key, errors as an array.</summary>
internal sealed class SendGridProvider(SandboxWorld sandbox) : IProvider
{
    public string Name => "sendgrid";

    public string Prefix => "/sandbox/api.sendgrid.com";

    public static IEnumerable<ApiRoute> Routes => [new("POST", "/v3/mail/send", MailSend.Send)];

    public Answer? Admit(ApiCall call, WorldTransaction world) => call.Bearer == sandbox.Secrets.SendGridApiKey
        ? null
        : Error(401, "The provided authorization grant is invalid, expired, or revoked");

    public Answer Unknown(ApiCall call, WorldTransaction world) => Error(404, "not found");

    public Answer Fail(Fault fault, WorldTransaction world) => fault.Kind switch
    {
        FaultKind.TooMany => TooMany(world),
        FaultKind.Html => Answer.Html(502, "502 Bad Gateway"),
        FaultKind.Outage => Error(503, "service unavailable"),
        FaultKind.Error => Error(fault.Status == 0 ? 400 : fault.Status, fault.Message ?? "An error"),
        _ => Error(500, "internal error"),
    };

    public static Answer Error(int status, string message) => Errors(status, [(message, null)]);

    public static Answer Errors(int status, IEnumerable<(string Message, string? Field)> errors) => Answer.Json(status, new JsonObject
    {
        ["errors"] = new JsonArray([.. errors.Select(static error =>
            new JsonObject { ["message"] = error.Message, ["field"] = error.Field, ["help"] = null })]),
    });

    private static Answer TooMany(WorldTransaction world) => Error(429, "too many requests") with
    {
        Headers = new Dictionary<string, string>
        {
            ["X-RateLimit-Limit"] = "600",
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset"] = world.Now.AddSeconds(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        },
    };
}
