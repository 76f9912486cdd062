using System.Globalization;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>What a customer enters in 360dialog's onboarding, and how it goes on from there.</summary>
/// <param name="Phone">The number to connect; one that some other provider holds is migrated, its two-step verification off.</param>
/// <param name="AccountEmail">Names the client; a new address makes a new one.</param>
/// <param name="Name">Of the client and of the number.</param>
/// <param name="State">Comes back in the redirect unchanged.</param>
/// <param name="RedirectUrl">Instead of the partner's own.</param>
/// <param name="ReadyAfter">Until the channel is ready.</param>
/// <param name="Permission">Whether the client grants permission for a key. Default yes.</param>
/// <param name="PermissionAfter">Until then. Default at once.</param>
/// <param name="Events">double, reorder or lose: how the events travel.</param>
/// <param name="Encoded">Whether the redirect's brackets come percent-encoded.</param>
internal sealed record SignUpRequest(
    string? Phone, string? AccountEmail, string? Name = null, string? State = null, string? RedirectUrl = null, TimeSpan? ReadyAfter = null,
    bool? Permission = null, TimeSpan? PermissionAfter = null, string? Events = null, bool Encoded = false);

/// <summary>A customer runs the sign-up (facts 6.2).</summary>
internal static class SignUp
{
    /// <summary>client_created, channel_created, the permission, ready, running, live.</summary>
    private const int EventsOfOneSignUp = 6;

    /// <summary>The outcome names the redirect, or why 360dialog refuses, as it tells the client.</summary>
    public static SignUpOutcome Run(WorldTransaction world, SignUpRequest request, SandboxOptions options, Func<string, Uri> atTarget)
    {
        var phone = Control.Digits(request.Phone);
        var partner = world.Find<Partner>("partner")!;
        var source = world.Nodes(phone).FirstOrDefault(static number => number.Registered);
        if (Refusal(world, request, phone, partner, source) is { } refusal)
            return refusal;
        world.Put("partner", partner with { EventMode = request.Events ?? partner.EventMode, EventModeLeft = Mode(request, partner) });
        var client = ClientFor(world, request.AccountEmail!, request.Name);
        var channel = Open(world, client, phone, AccountFor(world, client, phone, source));
        Plan(world, channel, request, options);
        var address = Redirect(atTarget(request.RedirectUrl ?? partner.RedirectUrl!), client.Id, channel.Id, request);
        return new SignUpOutcome(address, client.Id, channel.Id);
    }

    private static int Mode(SignUpRequest request, Partner partner) => request.Events is null ? partner.EventModeLeft : EventsOfOneSignUp;

    private static SignUpOutcome? Refusal(
        WorldTransaction world, SignUpRequest request, string phone, Partner partner, MetaNumber? source)
    {
        if (phone.Length < 5 || string.IsNullOrWhiteSpace(request.AccountEmail))
            return SignUpOutcome.Refused(400, "missing-field", "phone and accountEmail are required.");
        if ((request.RedirectUrl ?? partner.RedirectUrl) is not { Length: > 0 } redirect)
            return SignUpOutcome.Refused(409, "no-redirect", "The partner has no redirect URL; the number cannot be shared with him.");
        if (!redirect.StartsWith('/') && !Uri.IsWellFormedUriString(redirect, UriKind.Absolute))
            return SignUpOutcome.Refused(400, "bad-redirect", "The redirect URL is no address.");
        if (world.All<Channel>().Any(channel => channel.Phone == phone && channel.InHub))
            return SignUpOutcome.Refused(409, "number-taken", "The number has a channel at 360dialog already.");
        return source is { TwoStep: true }
            ? SignUpOutcome.Refused(409, "two-step-on", "The number is registered elsewhere, with two-step verification on.")
            : null;
    }

    public static Client ClientFor(WorldTransaction world, string email, string? name)
    {
        var known = world.All<Client>().FirstOrDefault(client => string.Equals(client.Email, email, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
            return known;
        var client = new Client { Id = NewId(world, "CL"), Name = name ?? email, Email = email, CreatedAt = world.Now };
        world.Put(client.Id, client);
        PartnerEvents.ClientCreated(world, client);
        return client;
    }

    public static Channel Open(WorldTransaction world, Client client, string phone, string wabaId)
    {
        var channel = world.Put(new Channel
        {
            Id = NewId(world, "CH"),
            ClientId = client.Id,
            Phone = phone,
            WabaId = wabaId,
            CreatedAt = world.Now,
        });
        PartnerEvents.Send(world, "channel_created", channel);
        return channel;
    }

    /// <summary>The client's WABA, or a new one; the number is in it, verified by the code that the client typed in.</summary>
    private static string AccountFor(WorldTransaction world, Client client, string phone, MetaNumber? source)
    {
        var wabaId = world.All<Channel>().FirstOrDefault(channel => channel.ClientId == client.Id)?.WabaId ?? NewAccount(world, client);
        var number = world.Nodes(phone).FirstOrDefault(number => number.WabaId == wabaId) ?? new MetaNumber
        {
            Id = world.NewId("8812"),
            Phone = phone,
            WabaId = wabaId,
            CreatedAt = world.Now,
        };
        world.Put(number with
        {
            VerifiedName = source?.VerifiedName ?? client.Name,
            CodeVerification = "VERIFIED",
            VerifiedAt = world.Now,
            MigratesFrom = source?.Id == number.Id ? null : source?.Id,
        });
        return wabaId;
    }

    private static string NewAccount(WorldTransaction world, Client client)
    {
        var portfolio = new MetaPortfolio { Id = world.NewId("5601"), Name = client.Name, LimitTier = "TIER_250" };
        world.Put(portfolio.Id, portfolio);
        return world.Put(new MetaWaba { Id = world.NewId("7301"), PortfolioId = portfolio.Id, Name = client.Name }).Id;
    }

    private static void Plan(WorldTransaction world, Channel channel, SignUpRequest request, SandboxOptions options)
    {
        if (request.Permission ?? true)
            Happening.Plan(world, world.Now + (request.PermissionAfter ?? default), HappeningKind.ChannelPermissionGranted, channel.Id);
        Happening.Plan(world, world.Now + (request.ReadyAfter ?? options.ReadyAfter), HappeningKind.ChannelReady, channel.Id);
    }

    /// <summary>The list is no JSON: square brackets, comma separated, no quotes (facts 6.2).</summary>
    private static string Redirect(Uri address, string client, string channel, SignUpRequest request)
    {
        var list = request.Encoded ? $"%5B{channel}%5D" : $"[{channel}]";
        var query = $"client={client}&channels={list}" + (request.State is null ? "" : $"&state={Uri.EscapeDataString(request.State)}");
        return $"{address}{(address.Query.Length > 0 ? "&" : "?")}{query}";
    }

    private static string NewId(WorldTransaction world, string kind)
    {
        var number = world.Next("dialog360-id").ToString("D5", CultureInfo.InvariantCulture);
        return $"x{number[..2]}Q{number[2..]}{kind}";
    }
}

/// <summary>Where the browser goes after the sign-up, or why there was none.</summary>
internal sealed record SignUpOutcome(
    string? RedirectUrl, string? ClientId, string? ChannelId, int Status = 200, string? Error = null, string? Message = null)
{
    public static SignUpOutcome Refused(int status, string error, string message) => new(null, null, null, status, error, message);
}
