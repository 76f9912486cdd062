using System.Net;
using System.Text.Json;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// Embedded Signup in a browser: the script that stands for Meta's JavaScript SDK, and the dialog that its login opens. The dialog asks for a
/// number and an account; finishing, cancelling and reporting an error are its buttons.
/// </summary>
internal static class SignupPages
{
    public const string ScriptPath = "/sandbox/meta/sdk.js";
    private const string DialogPath = "/sandbox/meta/dialog";
    private const string DialogScript = DialogPath + ".js";
    private const string Policy =
        "default-src 'none'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox)
    {
        app.MapGet(ScriptPath, static () => Script("sdk.js"));
        app.MapGet(DialogScript, static () => Script("dialog.js"));
        app.MapGet(DialogPath, (HttpContext context) => Open(context, sandbox) ?? Ask(context, sandbox, note: ""));
        app.MapPost(DialogPath, async (HttpContext context) =>
            Open(context, sandbox) ?? End(context, sandbox, await context.Request.ReadFormAsync())).DisableAntiforgery();
    }

    private static IResult Script(string name) =>
        Results.Stream(typeof(SignupPages).Assembly.GetManifestResourceStream(name)!, "text/javascript; charset=utf-8");

    /// <summary>Meta shows the dialog only for a configuration that the app has.</summary>
    private static IResult? Open(HttpContext context, SandboxWorld sandbox)
    {
        var query = context.Request.Query;
        return query["app_id"] == sandbox.Options.MetaAppId && query["config_id"] == sandbox.Options.MetaSignupConfigId
            ? null
            : Control.Refuse(404, "unknown-configuration", "The app has no such configuration for Embedded Signup.");
    }

    private static IResult End(HttpContext context, SandboxWorld sandbox, IFormCollection form)
    {
        var callbackFirst = form["order"] == "callback-first";
        if (form["act"] == "cancel")
            return Tell(context, DialogEnd.Cancelled, callbackFirst);
        if (form["act"] == "error")
            return Tell(context, DialogEnd.Failed(sandbox.Now), callbackFirst);
        var entered = new EmbeddedSignupRequest(form["number"], form["name"], form["account"]);
        var signedUp = sandbox.Change(world => EmbeddedSignup.Run(world, entered));
        return signedUp.Refusal is { } refusal
            ? Ask(context, sandbox, refusal)
            : Tell(context, DialogEnd.Finished(signedUp), callbackFirst);
    }

    private static IResult Tell(HttpContext context, DialogEnd end, bool callbackFirst)
    {
        var messages = JsonSerializer.Serialize(end.Messages(callbackFirst));
        return Page(context, $"""
            <body data-origin="{Html(context.Request.Query["origin"])}" data-messages="{Html(messages)}">
            <h1>Done</h1><p>You can close this window.</p><script src="{DialogScript}"></script></body>
            """);
    }

    private static IResult Ask(HttpContext context, SandboxWorld sandbox, string note)
    {
        var accounts = sandbox.Change(static world => world.All<MetaWaba>())
            .Select(static waba => $"""<option value="{waba.Id}">{Html(waba.Name)} ({waba.Id})</option>""");
        var chosen = context.Request.Query["order"] == "callback-first" ? "checked" : "";
        return Page(context, $"""
            <body><h1>Connect your number to WhatsApp</h1><p role="alert">{Html(note)}</p>
            <form method="post">
            <p><label>Phone number <input name="number" required></label></p>
            <p><label>Business <input name="name"></label></p>
            <p><label>WhatsApp Business account
            <select name="account"><option value="">A new one</option>{string.Concat(accounts)}</select></label></p>
            <p><label><input type="checkbox" name="order" value="callback-first" {chosen}> Call the page back before the message</label></p>
            <p><button name="act" value="finish">Finish</button>
            <button name="act" value="cancel" formnovalidate>Cancel</button>
            <button name="act" value="error" formnovalidate>Report an error</button></p></form></body>
            """);
    }

    private static IResult Page(HttpContext context, string body)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var head = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Meta sandbox</title></head>""";
        return Results.Content($"{head}{body}</html>", "text/html; charset=utf-8");
    }

    private static string Html(string? text) => WebUtility.HtmlEncode(text) ?? "";
}
