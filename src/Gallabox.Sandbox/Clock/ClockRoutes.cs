using Gallabox.Sandbox.Calls;

namespace Gallabox.Sandbox.Clock;

/// <summary>Shows and advances the clock.</summary>
internal static class ClockRoutes
{
    public static void Map(IEndpointRouteBuilder app, SandboxClock clock, ClockAdvance advance)
    {
        app.MapGet("/sandbox/clock", () => Control.Ok(new { now = clock.GetUtcNow() }));
        app.MapPost("/sandbox/clock/advance", (Posted<AdvanceRequest> posted, CancellationToken cancellation) =>
            AdvanceAsync(advance, posted.Body, cancellation));
    }

    private static async Task<IResult> AdvanceAsync(ClockAdvance advance, AdvanceRequest request, CancellationToken cancellation)
    {
        if (request is { By: null, To: null } || request.By < TimeSpan.Zero)
            return Control.Refuse(400, "missing-span", "Give \"by\", such as \"7.00:00:00\", or \"to\", a moment in UTC.");
        try
        {
            return Control.Ok(new { now = await advance.RunAsync(now => request.To ?? now + request.By!.Value, cancellation) });
        }
        catch (ClockStuckException stuck)
        {
            return Control.Refuse(500, "clock-stuck", stuck.Message);
        }
    }

    internal sealed record AdvanceRequest(TimeSpan? By, DateTimeOffset? To);
}
