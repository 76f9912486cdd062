using System.Text.Json.Nodes;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Pages;

/// <summary>Pages that say one thing: refusals, failures, a word after an act.</summary>
public static class PlainPages
{
    public static IResult Show(int status, string title, string text, PageLink? link = null) =>
        new PageResult<PlainPage>(status, ("Title", title), ("Text", text), ("Link", link));

    /// <summary>The page of a problem, with the headers that the problem carries.</summary>
    public static IResult From(Answer problem)
    {
        var body = JsonNode.Parse(problem.Body)!;
        return new WithHeaders(Show(problem.Status, body["title"]!.GetValue<string>(), body["detail"]!.GetValue<string>()), problem.Headers);
    }

    public static IResult SignIn() => Show(StatusCodes.Status401Unauthorized, "Sign in to the console",
        "Use your one-time login link. The local host prints one when it starts; with the operator key, POST /api/login-links makes a new one. "
        + "In Azure, sign in with your company account.");

    private sealed class WithHeaders(IResult page, IReadOnlyDictionary<string, string> headers) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            foreach (var (name, value) in headers)
                httpContext.Response.Headers[name] = value;
            return page.ExecuteAsync(httpContext);
        }
    }
}

/// <param name="Path">On this host.</param>
public sealed record PageLink(string Text, string Path);

/// <summary>After a post: read the next page, so that reloading posts nothing again.</summary>
public sealed class SeeOther(string path) : IResult
{
    public string Path { get; } = path;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Path;
        return Task.CompletedTask;
    }
}
