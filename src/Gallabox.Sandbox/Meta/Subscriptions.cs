using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>/{waba}/subscribed_apps</c> (facts 3.10).</summary>
internal static class Subscriptions
{
    public static Answer List(MetaWaba waba, SandboxOptions options) => Answer.Json(200, new JsonObject
    {
        ["data"] = new JsonArray([.. waba.Apps.Select(app => Render(waba, app, options))]),
    });

    public static Answer Subscribe(ApiCall call, WorldTransaction world, MetaWaba waba, SandboxOptions options)
    {
        var url = call.Text("override_callback_uri");
        if (url?.Length > 200)
            return GraphError.Parameter(world, "override_callback_uri must be at most 200 characters long.");
        if (!string.IsNullOrEmpty(url) && !call.HandshakeGood)
            return GraphError.Of(world, 2200, "Callback verification failed: the address did not answer with the challenge.");
        world.Put(waba with
        {
            Apps = [.. waba.Apps.Append(options.MetaAppId).Distinct()],
            OverrideUrl = string.IsNullOrEmpty(url) ? null : url,
        });
        return GraphRoutes.Success();
    }

    public static Answer Unsubscribe(WorldTransaction world, MetaWaba waba, SandboxOptions options)
    {
        world.Put(waba with { Apps = [.. waba.Apps.Where(app => app != options.MetaAppId)], OverrideUrl = null });
        return GraphRoutes.Success();
    }

    private static JsonObject Render(MetaWaba waba, string app, SandboxOptions options)
    {
        var entry = new JsonObject
        {
            ["whatsapp_business_api_data"] = new JsonObject
            {
                ["id"] = app,
                ["name"] = app == options.MetaAppId ? "Gallabox" : "Another app",
            },
        };
        if (waba.OverrideUrl is not null)
            entry["override_callback_uri"] = waba.OverrideUrl;
        return entry;
    }
}
