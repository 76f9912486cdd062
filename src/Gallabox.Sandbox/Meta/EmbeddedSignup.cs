using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What a customer enters in Meta's own sign-up dialog.</summary>
/// <param name="Phone">Verified there; registering is left to us.</param>
/// <param name="Name">Of the business and the number.</param>
/// <param name="WabaId">An account that the customer has; else a new one.</param>
/// <param name="Event">How the dialog ends: FINISH, or CANCEL or ERROR with nothing done. Default FINISH.</param>
internal sealed record EmbeddedSignupRequest(string? Phone, string? Name, string? WabaId, string? Event = null);

/// <summary>What the dialog made, or why it refuses, as it tells the customer.</summary>
internal sealed record SignedUp(string? Code, string? WabaId, string? PhoneNumberId, string? BusinessId)
{
    public string? Reason { get; private init; }

    public string? Refusal { get; private init; }

    public static SignedUp Refused(string reason, string refusal) => new(null, null, null, null) { Reason = reason, Refusal = refusal };
}

/// <summary>A code from the dialog, good once and for 30 seconds.</summary>
internal sealed record SignUpCode(DateTimeOffset Until);

/// <summary>Embedded Signup: the dialog, and the trade of its code for a token (facts 3.14).</summary>
internal static class EmbeddedSignup
{
    public const string ExchangePath = "/{version}" + ExchangeEnd;
    public const string ExchangeEnd = "/oauth/access_token";
    private static readonly TimeSpan codeLives = TimeSpan.FromSeconds(30);

    public static SignedUp Run(WorldTransaction world, EmbeddedSignupRequest request)
    {
        var phone = Control.Digits(request.Phone);
        if (phone.Length < 5)
            return SignedUp.Refused("missing-phone", "A phone number is required.");
        var chosen = string.IsNullOrEmpty(request.WabaId) ? null : request.WabaId;
        if (chosen is not null && world.Find<MetaWaba>(chosen) is null)
            return SignedUp.Refused("unknown-waba", "There is no such WhatsApp Business account.");
        var source = world.Nodes(phone).FirstOrDefault(node => node.Registered && node.WabaId != chosen);
        if (source is { TwoStep: true })
            return SignedUp.Refused("two-step-on", "The number is registered elsewhere, with two-step verification on.");
        var name = string.IsNullOrWhiteSpace(request.Name) ? "A business" : request.Name;
        var waba = chosen is null ? NewAccount(world, name, source) : world.Find<MetaWaba>(chosen)!;
        return source is not null && !MetaDirectory.SameBusiness(world.Waba(source), waba)
            ? SignedUp.Refused("different-business", "The number belongs to another business.")
            : Share(world, waba, NumberIn(world, waba, phone, name, source));
    }

    public static Answer Exchange(ApiCall call, WorldTransaction world, SandboxSecrets secrets, SandboxOptions options)
    {
        if (call.Text("client_id") != options.MetaAppId || call.Text("client_secret") != secrets.MetaAppSecret)
            return GraphError.Of(world, 1, "Error validating client secret.", status: 400);
        var code = call.Text("code") ?? "";
        if (world.Find<SignUpCode>(code) is not { } known || known.Until < world.Now)
            return GraphError.Of(world, 100, "This authorization code has expired or has been used.", subcode: 36007);
        world.Remove<SignUpCode>(code);
        return Answer.Json(200, new JsonObject { ["access_token"] = secrets.MetaAccessToken, ["token_type"] = "bearer" });
    }

    private static SignedUp Share(WorldTransaction world, MetaWaba waba, MetaNumber number)
    {
        if (!waba.Shared)
            MetaWebhooks.PartnerAdded(world, world.Put(waba with { Shared = true }));
        var code = SandboxSecrets.Token(40);
        world.Put(code, new SignUpCode(world.Now + codeLives));
        return new SignedUp(code, waba.Id, number.Id, waba.PortfolioId);
    }

    /// <summary>The number in the account, its ownership proved in the dialog; one that works elsewhere moves here when we register it.</summary>
    private static MetaNumber NumberIn(WorldTransaction world, MetaWaba waba, string phone, string name, MetaNumber? source)
    {
        var number = NumberAdding.There(world, waba, phone) ?? (source is null
            ? new MetaNumber { Id = world.NewId("8812"), Phone = phone, WabaId = waba.Id, VerifiedName = name, CreatedAt = world.Now }
            : NumberAdding.Successor(world, source, waba.Id));
        return world.Put(number with { CodeVerification = "VERIFIED", VerifiedAt = world.Now });
    }

    /// <summary>In the portfolio that the number is in already, else in a new one.</summary>
    private static MetaWaba NewAccount(WorldTransaction world, string name, MetaNumber? source)
    {
        var portfolio = source is not null && world.Waba(source).PortfolioId is var known && known != MetaDirectory.AnyBusiness
            ? world.Find<MetaPortfolio>(known)!
            : new MetaPortfolio { Id = world.NewId("5601"), Name = name, LimitTier = "TIER_250", Verified = false };
        world.Put(portfolio.Id, portfolio);
        return world.Put(new MetaWaba { Id = world.NewId("7301"), PortfolioId = portfolio.Id, Name = name, Shared = false, Templates = [] });
    }
}
