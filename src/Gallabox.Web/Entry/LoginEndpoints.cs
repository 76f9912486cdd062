using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Entry;

/// <summary>In and out of the console.</summary>
public sealed class LoginEndpoints(LoginLinks links, ConsoleSessions sessions)
{
    public async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<LoginRequest>(cancellation);
        var link = await links.CreateAsync(body.By ?? Caller.Of(request).Name ?? "", cancellation);
        return Answer.Json(link, StatusCodes.Status201Created) with { Private = true };
    }

    /// <summary>Uses the link up, unless the browser only looks ahead.</summary>
    public async Task<IResult> LoginAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (HttpMethods.IsHead(request.Method) || LooksAhead(request))
            return Results.NoContent();
        var name = await links.UseAsync(request.RouteValues["token"]?.ToString() ?? "", cancellation);
        if (name is null && sessions.Read(request) is not null)
            return new SeeOther("/");
        if (name is null)
            return PlainPages.Show(StatusCodes.Status401Unauthorized, "This login link does not work",
                "Each link works once, and only for a while. Ask for a new one: POST /api/login-links with the operator key, or start the local host again.");
        sessions.Begin(request.HttpContext, name);

        // A Strict cookie is not sent with a redirect that another site began; a page of our own begins anew.
        return request.Headers["Sec-Fetch-Site"] == "cross-site"
            ? PlainPages.Show(StatusCodes.Status200OK, "You are signed in", "Go on to the console.", new PageLink("Open the console", "/"))
            : new SeeOther("/");
    }

    public Task<IResult> LogoutAsync(HttpRequest request, CancellationToken cancellation)
    {
        sessions.End(request.HttpContext);
        return Task.FromResult<IResult>(PlainPages.Show(StatusCodes.Status200OK, "You are signed out", "Use a new login link to come back."));
    }

    private static bool LooksAhead(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal) || request.Headers["Purpose"] == "prefetch";

    private sealed record LoginRequest
    {
        public string? By { get; init; }
    }
}
