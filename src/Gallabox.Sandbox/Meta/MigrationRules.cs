using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// What must hold before a number may move to another WABA. All but two refusals share one code and differ by text (facts 3.9).
/// </summary>
internal static class MigrationRules
{
    public static Answer? Refusal(WorldTransaction world, MetaNumber source, MetaWaba destination)
    {
        if (source.Conditions.MaintenanceUntil > world.Now)
            return GraphError.Of(world, 2494100, "The number is in maintenance. Try again in a few minutes.");
        var from = world.Waba(source);
        var business = world.Portfolio(destination);
        var text = Destination(destination, business) ?? Source(world, source, from, destination);
        if (text is not null)
            return NumberAdding.Refuse(world, 2388103, "Number cannot be migrated", text);
        return source.TwoStep
            ? NumberAdding.Refuse(world, 2388001, "Two-step verification is on",
                "Two-step verification is enabled for this number. Turn it off before you migrate the number.")
            : null;
    }

    private static string? Destination(MetaWaba destination, MetaPortfolio business)
    {
        if (destination.Apps.Count == 0)
            return "The destination WhatsApp Business account has no webhook subscription.";
        if (destination.ReviewStatus != "APPROVED" || !business.Verified)
            return "The destination WhatsApp Business account is not approved or its business is not verified.";
        if (!destination.HasPayment)
            return "The destination WhatsApp Business account has no credit line or payment account.";
        return destination.MessagingForAccepted ? null : "The Messaging For request has not been accepted.";
    }

    private static string? Source(WorldTransaction world, MetaNumber source, MetaWaba from, MetaWaba destination)
    {
        if (from.PortfolioId != destination.PortfolioId && from.PortfolioId != MetaDirectory.AnyBusiness)
            return "The source and destination accounts belong to different businesses.";
        if (from.ReviewStatus != "APPROVED")
            return "The source WhatsApp Business account is not approved or its on-behalf-of state is broken.";
        if (source.NameStatus is not ("APPROVED" or "AVAILABLE_WITHOUT_REVIEW") || source.NewNameStatus != "NONE")
            return "The display name is missing or not approved, or a display name change is pending.";
        if (source.TestNumber || source.OnBusinessApp)
            return "The migration failed for an unspecific reason.";
        return world.NumbersOf(destination.Id).Count() < 20 ? null : "The migration failed for an unspecific reason.";
    }
}
