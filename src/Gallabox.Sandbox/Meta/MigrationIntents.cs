using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The wish to move a WABA to another multi-partner solution, which the customer's admin decides on.</summary>
/// <param name="Status">INITIATED, ACCEPTED, REJECTED, COMPLETED.</param>
/// <param name="DestinationId">The account that came into being when the admin accepted.</param>
internal sealed record MigrationIntent(
    string Id, string SourceId, string SolutionId, string Status = "INITIATED", string? DestinationId = null);

/// <summary>
/// The calls of the path between multi-partner solutions. The tech provider tags the source account; the solution's partner, who is given the
/// intent's id, reads it. [Meta, "Migrating a WABA from one Multi-Partner Solution to another via Meta Business Suite", 2026]
/// </summary>
internal static class MigrationIntents
{
    private const string AllFields = "id,status,solution,destination_waba";

    public static Answer Tag(ApiCall call, WorldTransaction world, MetaWaba source, SandboxOptions options) =>
        call.Text("solution_id") == options.MetaSolutionId
            ? Answer.Json(200, new JsonObject { ["id"] = Create(world, source, options.MetaSolutionId).Id })
            : GraphError.Parameter(world, "solution_id must name an active solution of yours.");

    /// <summary>An account has one open intent for a solution.</summary>
    public static MigrationIntent Create(WorldTransaction world, MetaWaba source, string solutionId)
    {
        var open = world.All<MigrationIntent>().FirstOrDefault(intent =>
            intent.SourceId == source.Id && intent.SolutionId == solutionId && intent.Status == "INITIATED");
        return open ?? world.Put(new MigrationIntent(world.NewId("6401"), source.Id, solutionId));
    }

    public static MigrationIntent Put(this WorldTransaction world, MigrationIntent intent) => world.Put(intent.Id, intent);

    public static Answer Read(ApiCall call, WorldTransaction world, MigrationIntent intent)
    {
        var node = new JsonObject();
        foreach (var field in FieldList.Parse(call.Text("fields"), AllFields))
        {
            if (!AllFields.Split(',').Contains(field.Name))
                return GraphRoutes.UnknownField(world, field.Name);
            if (Field(world, intent, field.Name) is { } value)
                node[field.Name] = value;
        }

        node["id"] = intent.Id;
        return Answer.Json(200, node);
    }

    /// <summary>Whether a number may go there without a code, as its account's owner has agreed.</summary>
    public static bool IsAccepted(WorldTransaction world, string sourceId, string destinationId) => world.All<MigrationIntent>().Any(intent =>
        intent.SourceId == sourceId && intent.DestinationId == destinationId && intent.Status == "ACCEPTED");

    /// <summary>The intent is done with when the last number has left the source.</summary>
    public static void Complete(WorldTransaction world, string sourceId, string destinationId)
    {
        if (world.NumbersOf(sourceId).Any(static number => number.Registered))
            return;
        foreach (var intent in world.All<MigrationIntent>())
        {
            if (intent.SourceId == sourceId && intent.DestinationId == destinationId)
                world.Put(intent with { Status = "COMPLETED" });
        }
    }

    private static JsonNode? Field(WorldTransaction world, MigrationIntent intent, string name) => name switch
    {
        "id" => intent.Id,
        "status" => intent.Status,
        "solution" => new JsonObject { ["id"] = intent.SolutionId, ["name"] = "Gallabox and partners", ["status"] = "ACTIVE" },
        _ => intent.DestinationId is { } id ? Destination(world.Find<MetaWaba>(id)!) : null,
    };

    private static JsonObject Destination(MetaWaba waba) => new()
    {
        ["id"] = waba.Id,
        ["name"] = waba.Name,
        ["currency"] = "USD",
        ["timezone_id"] = "1",
        ["business_type"] = "ent",
        ["message_template_namespace"] = "ns_" + waba.Id,
    };
}
