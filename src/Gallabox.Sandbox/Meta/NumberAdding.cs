using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>POST /{waba}/phone_numbers</c>: a new number, or the start of a migration, with the refusals of facts 3.3 and 3.9.</summary>
internal static class NumberAdding
{
    public static Answer Add(ApiCall call, WorldTransaction world, MetaWaba waba)
    {
        var code = Control.Digits(call.Text("cc"));
        var local = Control.Digits(call.Text("phone_number"));
        if (code.Length is 0 or > 3 || local.Length < 4)
            return GraphError.Parameter(world, "cc and phone_number are required.");
        var migrate = call.Text("migrate_phone_number") is "true" or "True" or "1";
        // Adding takes the number with or without its calling code; migrating without only (facts 3.3).
        var phone = !migrate && local.StartsWith(code, StringComparison.Ordinal) && local.Length > 10 ? local : code + local;
        if (There(world, waba, phone) is not null)
            return Refuse(world, 2388012, "Phone number is already added", "This phone number is already in your account.");
        return migrate ? Migrate(world, waba, phone) : AddNew(call, world, waba, phone);
    }

    /// <summary>The phone's node in the account; one whose migration came to nothing is dropped, so that it can be started again.</summary>
    public static MetaNumber? There(WorldTransaction world, MetaWaba waba, string phone)
    {
        var node = world.NumbersOf(waba.Id).FirstOrDefault(number => number.Phone == phone);
        if (node is null || !OneTimeCodes.NotMigrating(world, node))
            return node;
        world.Remove<MetaNumber>(node.Id);
        return null;
    }

    private static Answer AddNew(ApiCall call, WorldTransaction world, MetaWaba waba, string phone)
    {
        if (string.IsNullOrWhiteSpace(call.Text("verified_name")))
            return GraphError.Parameter(world, "verified_name is required.");
        var most = world.Portfolio(waba).Verified ? 20 : 2;
        var held = world.All<MetaNumber>().Count(number => world.Waba(number).PortfolioId == waba.PortfolioId);
        if (held >= most)
            return GraphError.Of(world, 200000, "Cannot add the number", $"The business may hold {most} phone numbers.");
        if (world.Nodes(phone).Any(static number => number.Registered))
            return GraphError.Of(world, 100, "Invalid parameter", "The phone number is registered to another WhatsApp account.");
        return Created(world, new MetaNumber
        {
            Id = world.NewId("8812"),
            Phone = phone,
            WabaId = waba.Id,
            VerifiedName = call.Text("verified_name")!,
            NameStatus = "AVAILABLE_WITHOUT_REVIEW",
            CreatedAt = world.Now,
        });
    }

    private static Answer Migrate(WorldTransaction world, MetaWaba waba, string phone)
    {
        var source = world.Nodes(phone).FirstOrDefault(static number => number.Status != "MIGRATED")
            ?? (Freed(world, phone) ? null : world.Elsewhere(phone));
        return source is not { Registered: true }
            ? MigrationWording.Refuse(world, "add-directly")
            : MigrationRules.Refusal(world, source, waba) ?? Created(world, Successor(world, source, waba.Id));
    }

    /// <summary>
    /// The node that is to take over; what Meta keeps of a number comes along (facts 3.9). Ownership is to be proved again, but not where the
    /// owner has accepted the move between two solutions.
    /// </summary>
    public static MetaNumber Successor(WorldTransaction world, MetaNumber source, string wabaId)
    {
        var accepted = MigrationIntents.IsAccepted(world, source.WabaId, wabaId);
        return new MetaNumber
        {
            Id = world.NewId("8812"),
            Phone = source.Phone,
            WabaId = wabaId,
            VerifiedName = source.VerifiedName,
            NameStatus = source.NameStatus,
            Quality = source.Quality,
            Official = source.Official,
            CodeVerification = accepted ? "VERIFIED" : "NOT_VERIFIED",
            VerifiedAt = accepted ? world.Now : null,
            CreatedAt = world.Now,
            MigratesFrom = source.Id,
        };
    }

    /// <summary>A number that has been deleted belongs to nobody: it is added, not migrated.</summary>
    private static bool Freed(WorldTransaction world, string phone) => world.All<DeletedNumber>().Any(deleted => deleted.Phone == phone);

    private static Answer Created(WorldTransaction world, MetaNumber number) =>
        Answer.Json(200, new JsonObject { ["id"] = world.Put(number).Id });

    public static Answer Refuse(WorldTransaction world, int subcode, string title, string text) =>
        GraphError.Of(world, 100, "Invalid parameter", text, subcode, title, text);
}
