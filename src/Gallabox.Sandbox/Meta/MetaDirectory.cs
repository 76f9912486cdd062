using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Finds things in Meta's world.</summary>
internal static class MetaDirectory
{
    /// <summary>The business of numbers about which nothing is known: it is the same as that of whoever takes them over.</summary>
    public const string AnyBusiness = "560000000000000";

    /// <summary>The WABA id in which numbers live that some other provider holds for a business.</summary>
    private static string ElsewhereId(string portfolioId) => "79" + portfolioId;

    public static MetaWaba Waba(this WorldTransaction world, MetaNumber number) => world.Find<MetaWaba>(number.WabaId)!;

    public static MetaPortfolio Portfolio(this WorldTransaction world, MetaWaba waba) => world.Find<MetaPortfolio>(waba.PortfolioId)!;

    /// <summary>Whether a number, or templates, may go from the one account to the other.</summary>
    public static bool SameBusiness(MetaWaba source, MetaWaba destination) =>
        source.PortfolioId == destination.PortfolioId || source.PortfolioId == AnyBusiness;

    /// <summary>A number's node that our token may see.</summary>
    public static MetaNumber? VisibleNumber(this WorldTransaction world, string id) =>
        world.Find<MetaNumber>(id) is { } number && world.Waba(number).Shared ? number : null;

    public static MetaWaba? VisibleWaba(this WorldTransaction world, string id) =>
        world.Find<MetaWaba>(id) is { Shared: true } waba ? waba : null;

    /// <summary>The numbers of a WABA, newest onboarded first.</summary>
    public static IEnumerable<MetaNumber> NumbersOf(this WorldTransaction world, string wabaId) =>
        world.All<MetaNumber>().Where(number => number.WabaId == wabaId)
            .OrderByDescending(static number => number.OnboardedAt ?? number.CreatedAt)
            .ThenBy(static number => number.Id, StringComparer.Ordinal);

    /// <summary>The nodes of a phone: the registered one first, then the newest.</summary>
    public static IReadOnlyList<MetaNumber> Nodes(this WorldTransaction world, string phone) =>
        [.. world.All<MetaNumber>().Where(number => number.Phone == phone)
            .OrderByDescending(static number => number.Registered).ThenByDescending(static number => number.CreatedAt)];

    public static MetaNumber Put(this WorldTransaction world, MetaNumber number) => world.Put(number.Id, number);

    public static MetaWaba Put(this WorldTransaction world, MetaWaba waba) => world.Put(waba.Id, waba);

    /// <summary>
    /// The number as some other provider holds it for the same business. The outside world is full of numbers: one that the sandbox has not
    /// heard of is registered elsewhere, with two-step verification on.
    /// </summary>
    public static MetaNumber Elsewhere(this WorldTransaction world, string phone, string portfolioId = AnyBusiness)
    {
        var wabaId = ElsewhereId(portfolioId);
        if (world.Find<MetaPortfolio>(portfolioId) is null)
            world.Put(portfolioId, new MetaPortfolio { Id = portfolioId, Name = "A business" });
        if (world.Find<MetaWaba>(wabaId) is null)
            world.Put(new MetaWaba { Id = wabaId, PortfolioId = portfolioId, Name = "At another provider", Shared = false });
        return world.Put(new MetaNumber
        {
            Id = world.NewId("8813"),
            Phone = phone,
            WabaId = wabaId,
            Status = "CONNECTED",
            VerifiedName = "A business",
            CodeVerification = "VERIFIED",
            Pin = "271828",
            TwoStep = true,
            CreatedAt = world.Now,
            OnboardedAt = world.Now,
            VerifiedAt = world.Now,
        });
    }

    /// <summary>A new id in Meta's form.</summary>
    public static string NewId(this WorldTransaction world, string prefix) =>
        prefix + world.Next("meta-id").ToString("D11", System.Globalization.CultureInfo.InvariantCulture);
}
