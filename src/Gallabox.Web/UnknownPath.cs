using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Gallabox.Web;

/// <summary>What no route takes: 405 with <c>Allow</c> when another method would do, else 404; a page for browsers, a problem for programs.</summary>
public sealed class UnknownPath
{
    private readonly (Route Route, TemplateMatcher Matcher)[] matchers =
        [.. Routes.All.Select(route => (route, new TemplateMatcher(TemplateParser.Parse(route.Pattern), [])))];

    public IResult Answer(HttpRequest request)
    {
        var others = matchers.Where(known => known.Matcher.TryMatch(request.Path, [])).SelectMany(known => known.Route.Methods).Distinct().Order().ToArray();
        var answer = others.Length > 0
            ? Problem.Of(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The path does not take that method",
                $"Use {string.Join(" or ", others)} here.").With("Allow", string.Join(", ", others))
            : Problem.Of(StatusCodes.Status404NotFound, "unknown-path", "There is nothing at this path", "GET /openapi.json lists every path.");
        return IsBrowser(request) ? PlainPages.From(answer) : answer;
    }

    private static bool IsBrowser(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
