using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>A message template of a WABA; its id is given by the sandbox unless it comes with one.</summary>
internal sealed record MessageTemplate(
    string Name, string Category, string Status = "APPROVED", string Quality = "GREEN", string Language = "en_US", string? Id = null)
{
    public bool Is(MessageTemplate other) => Name == other.Name && Language == other.Language;
}

/// <summary>The message templates of a WABA, and how they come along when a number moves (facts 3.9).</summary>
internal static class Templates
{
    private static readonly MessageTemplate[] ofTheFirstDay =
    [
        new("order_utility", "UTILITY"),
        new("spring_offer", "MARKETING", Quality: "YELLOW"),
        new("login_auth", "AUTHENTICATION", "PENDING", "UNKNOWN"),
    ];

    public static IReadOnlyList<MessageTemplate> Of(MetaWaba waba) => [.. (waba.Templates ?? ofTheFirstDay).Select((template, index) =>
        template.Id is null ? template with { Id = string.Create(CultureInfo.InvariantCulture, $"{Tail(waba.Id)}{index}") } : template)];

    public static Answer List(MetaWaba waba) => Answer.Json(200, new JsonObject
    {
        ["data"] = new JsonArray([.. Of(waba).Select(static template => new JsonObject
        {
            ["id"] = template.Id,
            ["name"] = template.Name,
            ["language"] = template.Language,
            ["category"] = template.Category,
            ["status"] = template.Status,
            ["quality_score"] = new JsonObject { ["score"] = template.Quality },
        })]),
    });

    /// <summary>By itself Meta copies what is approved and of high quality.</summary>
    public static void CopyAtCutOver(WorldTransaction world, MetaWaba source, MetaWaba destination)
    {
        if (!destination.TemplateCopyFails)
            Copy(world, source, destination, static template => template.Quality is "GREEN");
    }

    /// <summary>
    /// <c>POST /{destination}/migrate_message_templates</c>: between accounts of one business, also templates whose quality is not known
    /// yet; the answer names the source's ids. [Meta, "Template migration", 14 Nov 2025]
    /// </summary>
    public static Answer Migrate(ApiCall call, WorldTransaction world, MetaWaba destination)
    {
        if (call.Text("source_waba_id") is not { } id || world.Find<MetaWaba>(id) is not { } source)
            return GraphError.Parameter(world, "source_waba_id must name a WhatsApp Business account.");
        if (!MetaDirectory.SameBusiness(source, destination))
            return GraphError.Parameter(world, "Templates can only be migrated between accounts of the same business.");
        var copied = Copy(world, source, destination, static template => template.Quality is "GREEN" or "UNKNOWN");
        return Answer.Json(200, new JsonObject
        {
            ["migrated_templates"] = new JsonArray([.. copied.Select(static template => (JsonNode?)template.Id)]),
            ["failed_templates"] = new JsonObject(),
        });
    }

    /// <summary>Copies start without a known quality; what is there already stays as it is.</summary>
    private static List<MessageTemplate> Copy(
        WorldTransaction world, MetaWaba source, MetaWaba destination, Func<MessageTemplate, bool> good)
    {
        var there = Of(destination);
        var copied = Of(source).Where(template => template.Status == "APPROVED" && good(template) && !there.Any(template.Is)).ToList();
        world.Put(destination with
        {
            Templates = [.. there, .. copied.Select(template => template with { Id = world.NewId("9930"), Quality = "UNKNOWN" })],
        });
        return copied;
    }

    private static string Tail(string id) => id.Length > 9 ? id[^9..] : id;
}
