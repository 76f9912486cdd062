using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>POST /{phone-number-id}</c>: sets the two-step PIN, or the number's webhook override (facts 3.8, 3.10).</summary>
internal static class NumberSettings
{
    public static Answer Change(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (call.Fields?["webhook_configuration"] is JsonObject webhooks)
            return ChangeOverride(call, world, number, webhooks);
        if (call.Text("pin") is not { } pin)
            return GraphError.Parameter(world, "The parameter pin or webhook_configuration is required.");
        // Two guides say that no call switches two-step verification off, so an empty PIN is no PIN (facts 3.8).
        if (!IsPin(pin))
            return GraphError.Of(world, 100, "Invalid parameter");
        world.Put(number with { Pin = pin, TwoStep = true, WrongPins = 0, PinBlockedUntil = null });
        return GraphRoutes.Success();
    }

    public static bool IsPin(string pin) => pin.Length == 6 && pin.All(char.IsAsciiDigit);

    private static Answer ChangeOverride(ApiCall call, WorldTransaction world, MetaNumber number, JsonObject webhooks)
    {
        var url = webhooks["override_callback_uri"]?.ToString() ?? "";
        if (url.Length > 200)
            return GraphError.Parameter(world, "override_callback_uri must be at most 200 characters long.");
        if (url.Length > 0 && !call.HandshakeGood)
            return GraphError.Of(world, 2200, "Callback verification failed: the address did not answer with the challenge.");
        world.Put(number with { OverrideUrl = url.Length == 0 ? null : url });
        return GraphRoutes.Success();
    }
}
