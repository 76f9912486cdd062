using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// What must hold before a number may move to another WABA. All but two refusals share one code and differ by text (facts 3.9).
/// </summary>
internal static class MigrationRules
{
    private const int MostNumbers = 20;

    public static Answer? Refusal(WorldTransaction world, MetaNumber source, MetaWaba destination)
    {
        if (source.Conditions.MaintenanceUntil > world.Now)
            return GraphError.Of(world, 2494100, "The number is in maintenance. Try again in a few minutes.");
        if ((Destination(destination, world.Portfolio(destination)) ?? Source(world, source, destination)) is { } meaning)
            return MigrationWording.Refuse(world, meaning);
        return source.TwoStep
            ? NumberAdding.Refuse(world, 2388001, "Two-step verification is on",
                "Two-step verification is enabled for this number. Turn it off before you migrate the number.")
            : null;
    }

    private static string? Destination(MetaWaba destination, MetaPortfolio business)
    {
        if (destination.Apps.Count == 0)
            return "no-webhook";
        if (destination.ReviewStatus != "APPROVED" || !business.Verified)
            return "destination-account";
        if (!destination.HasPayment)
            return "credit-line";
        return destination.MessagingForAccepted ? null : "messaging-for";
    }

    private static string? Source(WorldTransaction world, MetaNumber source, MetaWaba destination)
    {
        var from = world.Waba(source);
        if (!MetaDirectory.SameBusiness(from, destination))
            return "different-business";
        if (from.ReviewStatus != "APPROVED")
            return "source-account";
        if (source.NameStatus is not ("APPROVED" or "AVAILABLE_WITHOUT_REVIEW") || source.NewNameStatus != "NONE")
            return "display-name";
        if (source.TestNumber || source.OnBusinessApp || world.NumbersOf(destination.Id).Count() >= MostNumbers)
            return "unspecific";
        return FailsUnspecifically(world, source) ? "unspecific" : null;
    }

    /// <summary>A failure without a reason passes: each attempt uses one up.</summary>
    private static bool FailsUnspecifically(WorldTransaction world, MetaNumber source)
    {
        var conditions = source.Conditions;
        if (conditions.UnspecificFailures == 0)
            return false;
        world.Put(source with { Conditions = conditions with { UnspecificFailures = conditions.UnspecificFailures - 1 } });
        return true;
    }
}
