using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The Graph API's door: token, versions, rate limits (facts 3).</summary>
internal sealed class GraphProvider(SandboxWorld sandbox) : IProvider
{
    private const int CallsWithoutNumber = 200;

    public string Name => "meta";

    public string Prefix => "/sandbox/graph.facebook.com";

    public Answer? Admit(ApiCall call, WorldTransaction world)
    {
        // Trading a sign-up code is authorised by the app's secret instead.
        if (call.Path.EndsWith(EmbeddedSignup.ExchangeEnd, StringComparison.Ordinal))
            return null;
        var token = call.Bearer ?? call.Query["access_token"].ToString();
        if (string.IsNullOrEmpty(token))
            return GraphError.Of(world, 104, "An access token is required to request this resource.", status: 401);
        if (token != sandbox.Secrets.MetaAccessToken)
            return GraphError.Of(world, 190, "Invalid OAuth access token - Cannot parse access token");
        return call.Route.TryGetValue("id", out var id) ? Limit(world, id) : null;
    }

    public Answer Unknown(ApiCall call, WorldTransaction world) =>
        GraphError.Of(world, 2500, $"Unknown path components: {call.Path}");

    public Answer Fail(Fault fault, WorldTransaction world) => fault.Kind switch
    {
        FaultKind.TooMany => TooMany(world, fault.Path ?? "0"),
        FaultKind.Html => Answer.Html(502, "502 Bad Gateway"),
        FaultKind.Outage => GraphError.Of(world, 2, "Service temporarily unavailable"),
        FaultKind.Error => GraphError.Of(world, fault.Code, fault.Message ?? "An error", fault.Details, fault.Subcode,
            status: fault.Status == 0 ? null : fault.Status),
        _ => GraphError.Of(world, 1, "An unknown error occurred"),
    };

    private Answer? Limit(WorldTransaction world, string id)
    {
        var wabaId = world.Find<MetaNumber>(id)?.WabaId ?? id;
        if (world.Find<MetaWaba>(wabaId) is null)
            return null;
        var minute = world.Now.ToUnixTimeSeconds() / 60;
        var calls = world.Find<GraphCalls>(wabaId)?.ByMinute.Where(pair => pair.Key > minute - 60).ToDictionary() ?? [];
        var most = world.NumbersOf(wabaId).Any(static number => number.Registered) ? sandbox.Options.GraphCallsPerHour : CallsWithoutNumber;
        if (calls.Values.Sum() >= most)
            return TooMany(world, wabaId);
        calls[minute] = calls.GetValueOrDefault(minute) + 1;
        world.Put(wabaId, new GraphCalls(calls));
        return null;
    }

    private static Answer TooMany(WorldTransaction world, string wabaId) =>
        GraphError.Of(world, 80007, "There have been too many calls to this WhatsApp Business account.", status: 429) with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Business-Use-Case-Usage"] = new JsonObject
                {
                    [wabaId] = new JsonArray(new JsonObject
                    {
                        ["type"] = "whatsapp_business_management",
                        ["call_count"] = 100,
                        ["total_cputime"] = 25,
                        ["total_time"] = 25,
                        ["estimated_time_to_regain_access"] = 5,
                    }),
                }.ToJsonString(),
            },
        };
}
