using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What a customer enters in Meta's own sign-up dialog.</summary>
/// <param name="Phone">Verified there; registering is left to us.</param>
/// <param name="Name">Of the business and the number.</param>
/// <param name="WabaId">An account that the customer has; else a new one.</param>
internal sealed record EmbeddedSignupRequest(string? Phone, string? Name, string? WabaId);

/// <summary>A code from the dialog, good once and for 30 seconds.</summary>
internal sealed record SignUpCode(DateTimeOffset Until);

/// <summary>Embedded Signup: the dialog, and the trade of its code for a token (facts 3.14).</summary>
internal static class EmbeddedSignup
{
    public const string ExchangePath = "/{version}" + ExchangeEnd;
    public const string ExchangeEnd = "/oauth/access_token";
    private static readonly TimeSpan codeLives = TimeSpan.FromSeconds(30);

    public static IResult Run(WorldTransaction world, EmbeddedSignupRequest request)
    {
        var phone = Control.Digits(request.Phone);
        if (phone.Length < 5)
            return Control.Refuse(400, "missing-phone", "phone is required.");
        var source = world.Nodes(phone).FirstOrDefault(static number => number.Registered);
        if (source is { TwoStep: true })
            return Control.Refuse(409, "two-step-on", "The number is registered elsewhere, with two-step verification on.");
        var name = request.Name ?? "A business";
        var waba = (request.WabaId is { } id ? world.Find<MetaWaba>(id) : null) ?? NewAccount(world, name);
        world.Put(waba with { Shared = true });
        var number = world.Put(new MetaNumber
        {
            Id = world.NewId("8812"),
            Phone = phone,
            WabaId = waba.Id,
            VerifiedName = source?.VerifiedName ?? name,
            CodeVerification = "VERIFIED",
            VerifiedAt = world.Now,
            CreatedAt = world.Now,
            MigratesFrom = source?.Id,
        });
        var code = SandboxSecrets.Token(40);
        world.Put(code, new SignUpCode(world.Now + codeLives));
        return Control.Ok(new { code, wabaId = waba.Id, phoneNumberId = number.Id });
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

    private static MetaWaba NewAccount(WorldTransaction world, string name)
    {
        var portfolio = new MetaPortfolio { Id = world.NewId("5601"), Name = name, LimitTier = "TIER_250", Verified = false };
        world.Put(portfolio.Id, portfolio);
        return world.Put(new MetaWaba { Id = world.NewId("7301"), PortfolioId = portfolio.Id, Name = name });
    }
}
