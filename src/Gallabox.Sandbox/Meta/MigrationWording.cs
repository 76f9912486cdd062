using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What Meta says instead of its usual text for one meaning of 2388103, as it may reword or translate (facts 3.9).</summary>
internal sealed record RefusalWording(string Meaning, string Text);

/// <summary>The nine meanings of 2388103, which differ by their text alone (facts 3.9).</summary>
internal static class MigrationWording
{
    public static IReadOnlyDictionary<string, string> Usual { get; } = new Dictionary<string, string>
    {
        ["no-webhook"] = "The destination WhatsApp Business account has no webhook subscription.",
        ["add-directly"] = "The number can be added directly; a migration is not needed.",
        ["display-name"] = "The display name is missing or not approved, or a display name change is pending.",
        ["source-account"] = "The source WhatsApp Business account is not approved or its on-behalf-of state is broken.",
        ["credit-line"] = "The destination WhatsApp Business account has no credit line or payment account.",
        ["unspecific"] = "The migration failed for an unspecific reason.",
        ["different-business"] = "The source and destination accounts belong to different businesses.",
        ["destination-account"] = "The destination WhatsApp Business account is not approved or its business is not verified.",
        ["messaging-for"] = "The Messaging For request has not been accepted.",
    };

    public static string Text(WorldTransaction world, string meaning) =>
        world.Find<RefusalWording>(meaning)?.Text ?? Usual[meaning];

    public static Answer Refuse(WorldTransaction world, string meaning) =>
        NumberAdding.Refuse(world, 2388103, "Number cannot be migrated", Text(world, meaning));
}
