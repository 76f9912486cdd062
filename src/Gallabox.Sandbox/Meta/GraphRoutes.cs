using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The Graph API calls that exist (facts 3), each behind the check that our token may see its node.</summary>
internal sealed class GraphRoutes(SandboxWorld sandbox, SandboxEnvironment environment, WebhookPost post)
{
    private const string Subscribed = "/{version}/{id}/subscribed_apps";

    public IEnumerable<ApiRoute> All() =>
    [
        new("GET", EmbeddedSignup.ExchangePath, (call, world) => EmbeddedSignup.Exchange(call, world, sandbox.Secrets, sandbox.Options)),
        new("GET", "/{version}/{id}", ReadNode),
        new("POST", "/{version}/{id}", OnNumber(NumberSettings.Change)) { Before = ShakeHandsAsync },
        new("POST", "/{version}/{id}/register", OnNumber(Registration.Register)),
        new("POST", "/{version}/{id}/deregister", OnNumber(Registration.Deregister)),
        new("POST", "/{version}/{id}/request_code", OnNumber(OneTimeCodes.Request)),
        new("POST", "/{version}/{id}/verify_code", OnNumber(OneTimeCodes.Verify)),
        new("POST", "/{version}/{id}/messages", OnNumber(MetaMessages.Send)),
        new("GET", "/{version}/{id}/phone_numbers", OnWaba(ListNumbers)),
        new("POST", "/{version}/{id}/phone_numbers", OnWaba(NumberAdding.Add)),
        new("GET", "/{version}/{id}/message_templates", OnWaba((_, _, waba) => Templates.List(waba))),
        new("POST", "/{version}/{id}/migrate_message_templates", OnWaba(Templates.Migrate)),
        new("POST", "/{version}/{id}/set_solution_migration_intent", OnWaba((call, world, waba) =>
            MigrationIntents.Tag(call, world, waba, sandbox.Options))),
        new("GET", Subscribed, OnWaba((_, _, waba) => Subscriptions.List(waba, sandbox.Options))),
        new("POST", Subscribed, OnWaba((call, world, waba) => Subscriptions.Subscribe(call, world, waba, sandbox.Options)))
        {
            Before = ShakeHandsAsync,
        },
        new("DELETE", Subscribed, OnWaba((_, world, waba) => Subscriptions.Unsubscribe(world, waba, sandbox.Options))),
    ];

    public static Answer Success() => Answer.Json(200, new JsonObject { ["success"] = true });

    private string AppUrl => environment.AtTarget(MetaWebhooks.AppPath).ToString();

    private Func<ApiCall, WorldTransaction, Answer> OnNumber(Func<ApiCall, WorldTransaction, MetaNumber, Answer> handle) => (call, world) =>
        world.VisibleNumber(call.Route["id"]) is { } number ? handle(call, world, number) : NotThere(world, call.Route["id"]);

    private Func<ApiCall, WorldTransaction, Answer> OnWaba(Func<ApiCall, WorldTransaction, MetaWaba, Answer> handle) => (call, world) =>
        world.VisibleWaba(call.Route["id"]) is { } waba ? handle(call, world, waba) : NotThere(world, call.Route["id"]);

    private Answer NotThere(WorldTransaction world, string id) => world.Find<DeletedNumber>(id) is not null
        ? GraphError.Deleted(world, id, sandbox.Options.DeletedNumberCode)
        : GraphError.Missing(world, id);

    private Answer ReadNode(ApiCall call, WorldTransaction world)
    {
        var id = call.Route["id"];
        if (world.VisibleNumber(id) is { } number)
        {
            var fields = FieldList.Parse(call.Text("fields"), NumberFields.Default);
            return NumberFields.Unknown(fields) is { } unknown
                ? UnknownField(world, unknown)
                : Answer.Json(200, NumberFields.Render(world, number, fields, AppUrl));
        }

        if (world.VisibleWaba(id) is { } waba)
            return AccountFields.Read(call, world, waba);
        if (world.Find<MigrationIntent>(id) is { } intent && intent.SolutionId == sandbox.Options.MetaSolutionId)
            return MigrationIntents.Read(call, world, intent);
        var portfolio = world.Find<MetaPortfolio>(id);
        return portfolio is not null && world.All<MetaWaba>().Any(waba => waba.PortfolioId == id && waba.Shared)
            ? AccountFields.Read(call, world, portfolio)
            : NotThere(world, id);
    }

    private Answer ListNumbers(ApiCall call, WorldTransaction world, MetaWaba waba)
    {
        var fields = FieldList.Parse(call.Text("fields"), NumberFields.Default);
        if (NumberFields.Unknown(fields) is { } unknown)
            return UnknownField(world, unknown);
        var numbers = world.NumbersOf(waba.Id).ToList();
        return NumberPage.Of(call, world, numbers, number => NumberFields.Render(world, number, fields, AppUrl));
    }

    public static Answer UnknownField(WorldTransaction world, string field) =>
        GraphError.Of(world, 100, $"Tried accessing nonexisting field ({field})");

    /// <summary>An override address is asked for the challenge before it is taken (facts 3.10).</summary>
    private async Task ShakeHandsAsync(ApiCall call, CancellationToken cancellation)
    {
        var source = call.Fields?["webhook_configuration"] as JsonObject ?? call.Fields;
        if (source?["override_callback_uri"]?.ToString() is { Length: > 0 } url)
            call.HandshakeGood = Uri.IsWellFormedUriString(url, UriKind.Absolute)
                && await post.ShakeHandsAsync(url, source["verify_token"]?.ToString() ?? "", cancellation);
    }
}
