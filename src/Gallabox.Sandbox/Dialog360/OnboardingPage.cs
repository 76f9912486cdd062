using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>The pop-up that the connect button opens (facts 6.2): one form, then the redirect back with client and channels.</summary>
internal static class OnboardingPage
{
    private const string Address = "/sandbox/app.360dialog.com/onboarding/{partner}";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox, SandboxEnvironment environment)
    {
        app.MapGet(Address, (string partner, HttpRequest request) => (partner == sandbox.Secrets.PartnerId, IsSigned(request.Query, sandbox)) switch
        {
            (false, _) => Control.Refuse(404, "unknown-partner", "360dialog has no such partner."),
            (_, false) => Control.Refuse(403, "bad-io-signature", "The IO signature is not the partner's, or too old."),
            _ => Results.Content(Form(request.Query, note: ""), "text/html; charset=utf-8"),
        });
        app.MapPost(Address, async (HttpRequest request) => Finish(await request.ReadFormAsync(), sandbox, environment, request.Query))
            .DisableAntiforgery();
    }

    private static IResult Finish(IFormCollection form, SandboxWorld sandbox, SandboxEnvironment environment, IQueryCollection query)
    {
        var asked = new SignUpRequest(form["number"], form["email"], form["name"], Text(query["state"]), Text(query["redirect_url"]));
        var outcome = sandbox.Change(world => SignUp.Run(world, asked, sandbox.Options, environment.AtTarget));
        return outcome.RedirectUrl is { } url
            ? Results.Redirect(url)
            : Results.Content(Form(query, outcome.Message!), "text/html; charset=utf-8");
    }

    /// <summary>The signature is optional; one that comes has to be good, and no older than an hour (facts 6.2).</summary>
    private static bool IsSigned(IQueryCollection query, SandboxWorld sandbox)
    {
        if (Text(query["io_signature"]) is not { } signature)
            return true;
        var signed = Encoding.UTF8.GetBytes($"{sandbox.Secrets.PartnerId}|{query["io_timestamp"]}");
        return long.TryParse(query["io_timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && sandbox.Now - DateTimeOffset.FromUnixTimeSeconds(seconds) < TimeSpan.FromHours(1)
            && signature == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sandbox.Secrets.PlatformSecret), signed));
    }

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Form(IQueryCollection query, string note) => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>360dialog sandbox</title></head><body>
        <h1>Connect your number</h1><p role="alert">{WebUtility.HtmlEncode(note)}</p>
        <form method="post">
        <p><label>Phone number <input name="number" value="{WebUtility.HtmlEncode(query["number"])}" required></label></p>
        <p><label>E-mail <input name="email" type="email" value="{WebUtility.HtmlEncode(query["email"])}" required></label></p>
        <p><label>Company <input name="name" value="{WebUtility.HtmlEncode(query["name"])}"></label></p>
        <p><button>Connect and grant permission</button></p></form></body></html>
        """;
}
