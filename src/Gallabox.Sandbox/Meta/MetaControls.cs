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
        app.MapPost(Number + "/delete", (string phone, Posted<DeleteRequest> posted) => OnNumber(sandbox, phone, posted.Body,
            (world, number) => MetaAdmin.Delete(world, number, posted.Body.Pin, sandbox.Options)));
        app.MapPost(Number + "/two-step", (string phone, Posted<TwoStepRequest> posted) =>
            sandbox.Change(world => TwoStep(world, phone, posted.Body)));
        app.MapPost(Number + "/ban", (string phone, Posted<NodeName> posted) =>
            Change(sandbox, phone, posted.Body, static (world, number) => MetaAdmin.Ban(world, number, banned: true)));
        app.MapPost(Number + "/reinstate", (string phone, Posted<NodeName> posted) =>
            Change(sandbox, phone, posted.Body, static (world, number) => MetaAdmin.Ban(world, number, banned: false)));
        app.MapPost(Number + "/name-status", (string phone, Posted<NameRequest> posted) => Change(sandbox, phone, posted.Body,
            (world, number) => MetaAdmin.NameStatus(world, number, posted.Body.Status ?? number.NameStatus, posted.Body.Reason)));
        app.MapPost(Number + "/paid-message", (string phone, Posted<PaidRequest> posted) =>
            Change(sandbox, phone, posted.Body, (world, number) => Paid(world, number, posted.Body)));
        app.MapPost(Number + "/conditions", (string phone, Posted<ConditionsRequest> posted) =>
            sandbox.Change(world => Conditions(world, phone, posted.Body)));
        app.MapPost(Number + "/incoming", (string phone, Posted<IncomingRequest> posted) =>
            Change(sandbox, phone, posted.Body, (world, number) => Incoming(world, number, posted.Body)));
    }

    /// <summary>Acts on the node that the request names, else on the one that is registered, else on the newest.</summary>
    private static IResult OnNumber(SandboxWorld sandbox, string phone, NodeName name, Func<WorldTransaction, MetaNumber, IResult> act) =>
        sandbox.Change(world => name.Among(world.Nodes(Control.Digits(phone))) is [var number, ..] ? act(world, number) : Unknown());

    private static IResult Change(
        SandboxWorld sandbox, string phone, NodeName name, Func<WorldTransaction, MetaNumber, MetaNumber> change) =>
        OnNumber(sandbox, phone, name, (world, number) =>
        {
            change(world, number);
            return Control.Ok(NumberTruth.Of(world, number.Phone)!);
        });

    /// <summary>Without a named node, all that may still work are meant: the conditions are the number's.</summary>
    private static IResult Conditions(WorldTransaction world, string phone, ConditionsRequest request)
    {
        var digits = Control.Digits(phone);
        var nodes = request.Among(world.Nodes(digits)).Where(static node => node.Status != "MIGRATED").ToList();
        foreach (var node in nodes)
            world.Put(request.On(node, world.Now));
        return nodes.Count > 0 ? Control.Ok(NumberTruth.Of(world, digits)!) : Unknown();
    }

    private static IResult Unknown() => Control.Refuse(404, "unknown-number", "Meta has no such number, or none there.");

    private static IResult TwoStep(WorldTransaction world, string phone, TwoStepRequest request)
    {
        var digits = Control.Digits(phone);
        if (digits.Length < 5)
            return Unknown();
        if (request.Enabled is not { } enabled)
            return Control.Refuse(400, "missing-enabled", "\"enabled\" is required: true or false.");
        var nodes = world.Nodes(digits);
        var number = request.Among(nodes) is [var known, ..]
            ? known
            : nodes.Count > 0 ? null : world.Elsewhere(digits, request.PortfolioId ?? MetaDirectory.AnyBusiness);
        if (number is null)
            return Unknown();
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

    internal sealed record DeleteRequest(string? Pin) : NodeName;

    internal sealed record TwoStepRequest(bool? Enabled, string? Pin, string? PortfolioId) : NodeName;

    internal sealed record NameRequest(string? Status, string? Reason) : NodeName;

    internal sealed record PaidRequest(DateTimeOffset? At) : NodeName;

    internal sealed record IncomingRequest(string? From, string? Text) : NodeName;
}
