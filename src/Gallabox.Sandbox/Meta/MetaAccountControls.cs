using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// Control routes that furnish Meta's world: accounts, and numbers that somebody has somewhere. With them every refusal of facts 3.9 can be
/// had from a state of the world.
/// </summary>
internal static class MetaAccountControls
{
    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox)
    {
        app.MapGet("/sandbox/meta/wabas/{id}", (string id) => sandbox.Change(world => Show(world, id)));
        app.MapPost("/sandbox/meta/wabas/{id}", (string id, Posted<AccountRequest> posted) =>
            sandbox.Change(world => Change(world, id, posted.Body)));
        app.MapPost("/sandbox/meta/signup", (Posted<EmbeddedSignupRequest> posted) =>
            sandbox.Change(world => SignUp(world, posted.Body)));
        app.MapPost("/sandbox/meta/numbers", (Posted<NumberRequest> posted) => sandbox.Change(world => Place(world, posted.Body)));
    }

    private static IResult Show(WorldTransaction world, string id) => world.Find<MetaWaba>(id) is { } waba
        ? Control.Ok(new
        {
            waba,
            portfolio = world.Portfolio(waba),
            numbers = world.NumbersOf(id).Select(static one => "+" + one.Phone),
            templates = Templates.Of(waba),
        })
        : Control.Refuse(404, "unknown-waba", "Meta has no such account.");

    /// <summary>Changes an account, or makes it; taking our access away is told as Meta tells it.</summary>
    private static IResult Change(WorldTransaction world, string id, AccountRequest request)
    {
        var waba = world.Find<MetaWaba>(id) ?? new MetaWaba { Id = id, PortfolioId = request.PortfolioId ?? MetaDirectory.AnyBusiness };
        if (waba.Shared && request.Shared == false)
        {
            MetaWebhooks.Account(world, waba, "account_update", new JsonObject
            {
                ["event"] = "PARTNER_REMOVED",
                ["waba_info"] = new JsonObject { ["waba_id"] = id, ["owner_business_id"] = waba.PortfolioId },
            });
        }

        var portfolioId = request.PortfolioId ?? waba.PortfolioId;
        var portfolio = world.Find<MetaPortfolio>(portfolioId)
            ?? new MetaPortfolio { Id = portfolioId, Name = request.Name ?? "A business" };
        world.Put(portfolioId, portfolio with
        {
            Verified = request.BusinessVerified ?? portfolio.Verified,
            LimitTier = request.LimitTier ?? portfolio.LimitTier,
        });
        world.Put(waba with
        {
            PortfolioId = portfolioId,
            Name = request.Name ?? waba.Name,
            Shared = request.Shared ?? waba.Shared,
            ReviewStatus = request.ReviewStatus ?? waba.ReviewStatus,
            HasPayment = request.HasPayment ?? waba.HasPayment,
            MessagingForAccepted = request.MessagingForAccepted ?? waba.MessagingForAccepted,
            Apps = request.Apps ?? waba.Apps,
            Templates = request.Templates ?? waba.Templates,
            TemplateCopyFails = request.TemplateCopyFails ?? waba.TemplateCopyFails,
        });
        return Show(world, id);
    }

    /// <summary>The sign-up without a browser: what was made, and what the page that opened the dialog would have been told.</summary>
    private static IResult SignUp(WorldTransaction world, EmbeddedSignupRequest request)
    {
        switch (request.Event?.ToUpperInvariant())
        {
            case "CANCEL":
                return Ended(DialogEnd.Cancelled);
            case "ERROR":
                return Ended(DialogEnd.Failed(world.Now));
            case null or "FINISH":
                var signedUp = EmbeddedSignup.Run(world, request);
                return signedUp.Refusal is { } refusal
                    ? Control.Refuse(signedUp.Reason == "missing-phone" ? 400 : 409, signedUp.Reason!, refusal)
                    : Ended(DialogEnd.Finished(signedUp), signedUp);
            default:
                return Control.Refuse(400, "unknown-event", "event is FINISH, CANCEL or ERROR.");
        }
    }

    private static IResult Ended(DialogEnd end, SignedUp? made = null) => Control.Ok(new
    {
        made?.Code,
        made?.WabaId,
        made?.PhoneNumberId,
        made?.BusinessId,
        end.Event,
        end.Login,
        messages = end.Messages(callbackFirst: false),
    });

    /// <summary>Places a number at another provider, or changes the one that Meta has already.</summary>
    private static IResult Place(WorldTransaction world, NumberRequest request)
    {
        var phone = Control.Digits(request.Phone);
        if (phone.Length < 5)
            return Control.Refuse(400, "missing-phone", "phone is required.");
        var number = world.Nodes(phone) is [var known, ..]
            ? known
            : world.Elsewhere(phone, request.PortfolioId ?? MetaDirectory.AnyBusiness);
        world.Put(number with
        {
            WabaId = request.WabaId ?? number.WabaId,
            Status = request.Status ?? number.Status,
            NameStatus = request.NameStatus ?? number.NameStatus,
            NewNameStatus = request.NewNameStatus ?? number.NewNameStatus,
            Quality = request.Quality ?? number.Quality,
            OnBusinessApp = request.OnBusinessApp ?? number.OnBusinessApp,
            TestNumber = request.TestNumber ?? number.TestNumber,
            TwoStep = request.TwoStep ?? number.TwoStep,
        });
        return Control.Ok(NumberTruth.Of(world, phone)!);
    }

    internal sealed record AccountRequest(string? PortfolioId, string? Name, bool? Shared, string? ReviewStatus, bool? HasPayment,
        bool? MessagingForAccepted, bool? BusinessVerified, string? LimitTier, IReadOnlyList<string>? Apps,
        IReadOnlyList<MessageTemplate>? Templates, bool? TemplateCopyFails);

    internal sealed record NumberRequest(string? Phone, string? PortfolioId, string? WabaId, string? Status, string? NameStatus,
        string? NewNameStatus, string? Quality, bool? OnBusinessApp, bool? TestNumber, bool? TwoStep);
}
