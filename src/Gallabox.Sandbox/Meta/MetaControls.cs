using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Control routes of Meta's world: what owners, admins, users and Meta itself do.</summary>
internal static class MetaControls
{
    private const string Number = "/sandbox/meta/numbers/{phone}";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox, Agenda agenda)
    {
        app.MapPost("/sandbox/meta/webhooks", (HttpRequest request, bool? retry) => PostAsync(request, sandbox, agenda, retry ?? true));
        app.MapGet(Number, (string phone) => sandbox.Change(world =>
            NumberTruth.Of(world, Control.Digits(phone)) is { } truth ? Control.Ok(truth) : Unknown()));
        app.MapPost(Number + "/delete", (string phone, Posted<DeleteRequest> posted) =>
            OnNumber(sandbox, phone, (world, number) => MetaAdmin.Delete(world, number, posted.Body.Pin, sandbox.Options)));
        app.MapPost(Number + "/two-step", (string phone, Posted<TwoStepRequest> posted) =>
            sandbox.Change(world => TwoStep(world, phone, posted.Body)));
        app.MapPost(Number + "/ban", (string phone) =>
            Change(sandbox, phone, (world, number) => MetaAdmin.Ban(world, number, banned: true)));
        app.MapPost(Number + "/reinstate", (string phone) =>
            Change(sandbox, phone, (world, number) => MetaAdmin.Ban(world, number, banned: false)));
        app.MapPost(Number + "/name-status", (string phone, Posted<NameRequest> posted) => Change(sandbox, phone, (world, number) =>
            MetaAdmin.NameStatus(world, number, posted.Body.Status ?? number.NameStatus, posted.Body.Reason)));
        app.MapPost(Number + "/paid-message", (string phone, Posted<PaidRequest> posted) =>
            Change(sandbox, phone, (world, number) => Paid(world, number, posted.Body)));
        app.MapPost(Number + "/conditions", (string phone, Posted<NumberConditions> posted) =>
            Change(sandbox, phone, (world, number) => world.Put(number with { Conditions = posted.Body })));
        app.MapPost(Number + "/incoming", (string phone, Posted<IncomingRequest> posted) =>
            Change(sandbox, phone, (world, number) => Incoming(world, number, posted.Body)));
    }

    public static IResult OnNumber(SandboxWorld sandbox, string phone, Func<WorldTransaction, MetaNumber, IResult> act) =>
        sandbox.Change(world => world.Nodes(Control.Digits(phone)) is [var number, ..] ? act(world, number) : Unknown());

    private static IResult Change(SandboxWorld sandbox, string phone, Func<WorldTransaction, MetaNumber, MetaNumber> change) =>
        OnNumber(sandbox, phone, (world, number) =>
        {
            change(world, number);
            return Control.Ok(NumberTruth.Of(world, number.Phone)!);
        });

    private static IResult Unknown() => Control.Refuse(404, "unknown-number", "Meta has no such number.");

    private static IResult TwoStep(WorldTransaction world, string phone, TwoStepRequest request)
    {
        var digits = Control.Digits(phone);
        if (digits.Length < 5)
            return Unknown();
        if (request.Enabled is not { } enabled)
            return Control.Refuse(400, "missing-enabled", "\"enabled\" is required: true or false.");
        var number = world.Nodes(digits) is [var known, ..]
            ? known
            : world.Elsewhere(digits, request.PortfolioId ?? MetaDirectory.AnyBusiness);
        MetaAdmin.TwoStep(world, number, enabled, request.Pin);
        return Control.Ok(NumberTruth.Of(world, digits)!);
    }

    private static MetaNumber Paid(WorldTransaction world, MetaNumber number, PaidRequest request)
    {
        var at = request.At ?? world.Now;
        Traffic.Record(world, number.Phone, at, sent: 1, delivered: 1, "MARKETING|REGULAR|IN");
        return world.Put(number with { LastPaidAt = number.LastPaidAt > at ? number.LastPaidAt : at });
    }

    private static MetaNumber Incoming(WorldTransaction world, MetaNumber number, IncomingRequest request)
    {
        var from = Control.Digits(request.From);
        MetaMessages.OpenWindow(world, number.Phone, from);
        MessageWebhooks.Send(world, number, MessageWebhooks.Incoming(world, number, from, request.Text ?? "Hello"));
        return number;
    }

    /// <summary>Signs any body as Meta and posts it; what is not answered 2xx comes again, as from Meta.</summary>
    private static async Task<IResult> PostAsync(HttpRequest request, SandboxWorld sandbox, Agenda agenda, bool retry)
    {
        using var body = new MemoryStream();
        var cancellation = request.HttpContext.RequestAborted;
        await request.Body.CopyToAsync(body, cancellation);
        var webhook = sandbox.Change(world =>
            Outbox.AddLeased(world, Sender.Meta, MetaWebhooks.AppPath, body.ToArray(), "application/json"));
        return Control.Answered(await agenda.SendNowAsync(webhook, static status => status is < 200 or >= 300, retry, cancellation));
    }

    internal sealed record DeleteRequest(string? Pin);

    internal sealed record TwoStepRequest(bool? Enabled, string? Pin, string? PortfolioId);

    internal sealed record NameRequest(string? Status, string? Reason);

    internal sealed record PaidRequest(DateTimeOffset? At);

    internal sealed record IncomingRequest(string? From, string? Text);
}
