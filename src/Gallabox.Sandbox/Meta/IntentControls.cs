using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// Control routes of the path between solutions: the other partner's tech provider, and the customer's admin in Meta Business Suite.
/// </summary>
internal static class IntentControls
{
    private const string Intent = "/sandbox/meta/intents/{id}";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox)
    {
        app.MapPost("/sandbox/meta/intents", (Posted<TagRequest> posted) =>
            sandbox.Change(world => Tag(world, posted.Body, sandbox.Options)));
        app.MapGet(Intent, (string id) => sandbox.Change(world =>
            world.Find<MigrationIntent>(id) is { } intent ? Control.Ok(intent) : Unknown()));
        app.MapPost(Intent + "/accept", (string id) => Decide(sandbox, id, Accept));
        app.MapPost(Intent + "/reject", (string id) => Decide(sandbox, id, static (world, intent) =>
            world.Put(intent with { Status = "REJECTED" })));
    }

    private static IResult Tag(WorldTransaction world, TagRequest request, SandboxOptions options)
    {
        var wabaId = request.WabaId ?? (world.Nodes(Control.Digits(request.Phone)) is [var number, ..] ? number.WabaId : null);
        return wabaId is not null && world.Find<MetaWaba>(wabaId) is { } waba
            ? Control.Ok(MigrationIntents.Create(world, waba, request.SolutionId ?? options.MetaSolutionId))
            : Control.Refuse(404, "unknown-source", "Meta has no such number or account.");
    }

    private static IResult Decide(
        SandboxWorld sandbox, string id, Func<WorldTransaction, MigrationIntent, MigrationIntent> decision) => sandbox.Change(world =>
        world.Find<MigrationIntent>(id) switch
        {
            null => Unknown(),
            { Status: "INITIATED" } intent => Control.Ok(decision(world, intent)),
            { Status: var status } => Control.Refuse(409, "decided", $"The request is {status} already."),
        });

    /// <summary>Makes the new account, copies the templates and tells the solution's partner, who then subscribes his app.</summary>
    private static MigrationIntent Accept(WorldTransaction world, MigrationIntent intent)
    {
        var source = world.Find<MetaWaba>(intent.SourceId)!;
        var destination = world.Put(new MetaWaba
        {
            Id = world.NewId("7301"),
            PortfolioId = source.PortfolioId,
            Name = source.Name,
            Templates = [],
        });
        Templates.CopyAtCutOver(world, source, destination);
        MetaWebhooks.PartnerAdded(world, destination, intent.SolutionId);
        return world.Put(intent with { Status = "ACCEPTED", DestinationId = destination.Id });
    }

    private static IResult Unknown() => Control.Refuse(404, "unknown-intent", "Meta has no such migration intent.");

    internal sealed record TagRequest(string? Phone, string? WabaId, string? SolutionId);
}
