using System.Text.Json;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Faults;

/// <summary>Plans failures. The control routes themselves never fail on purpose.</summary>
internal static class FaultRoutes
{
    private static readonly string[] targets = ["meta", "360dialog", "sendgrid"];

    public static void Map(IEndpointRouteBuilder app, SandboxWorld world)
    {
        app.MapPost("/sandbox/faults", (Posted<FaultRequest> posted) => Plan(world, posted.Body));
        app.MapGet("/sandbox/faults", () => world.Change(static world => Control.Ok(world.All<Fault>())));
        app.MapDelete("/sandbox/faults", () =>
        {
            world.Change(static world => world.RemoveAll<Fault>());
            return Results.NoContent();
        });
    }

    private static IResult Plan(SandboxWorld world, FaultRequest request)
    {
        // The kinds 500 and 429 may come as JSON numbers.
        var kind = request.Kind.ToString();
        if (!targets.Contains(request.Target))
            return Control.Refuse(400, "unknown-target", $"target is one of {string.Join(", ", targets)}.");
        if (!FaultKind.All.Contains(kind))
            return Control.Refuse(400, "unknown-kind", $"kind is one of {string.Join(", ", FaultKind.All)}.");
        if (kind == FaultKind.Outage && !(request.For > TimeSpan.Zero))
            return Control.Refuse(400, "missing-for", "An outage needs \"for\", such as \"1.00:00:00\".");
        return world.Change(world =>
        {
            var key = world.NextKey("fault");
            return Control.Ok(world.Put(key, ToFault(key, kind, request, world.Now)));
        });
    }

    private static Fault ToFault(string key, string kind, FaultRequest request, DateTimeOffset now) => new()
    {
        Key = key,
        Target = request.Target!,
        Kind = kind,
        Remaining = Math.Max(1, request.Count ?? 1),
        Path = request.Path,
        Method = request.Method,
        Until = request.For is { } span && kind == FaultKind.Outage ? now + span : null,
        Status = request.Status ?? 0,
        Code = request.Code ?? 1,
        Subcode = request.Subcode,
        Message = request.Message,
        Details = request.Details,
    };

    internal sealed record FaultRequest(
        string? Target, JsonElement Kind, int? Count, string? Path, string? Method, TimeSpan? For,
        int? Status, int? Code, int? Subcode, string? Message, string? Details);
}
