using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Web;

/// <summary>Who may call a route. It is checked for all of them in one place, before the endpoint runs.</summary>
public enum Access
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Anybody's browser; what the page shows, and does, depends on the signed token that the endpoint reads.</summary>
    Page,

    /// <summary>Who signs the raw bytes of the request; only the endpoint can check that, and does.</summary>
    Signed,

    /// <summary>An operator's program: operator key, or the platform's client principal.</summary>
    Operator,

    /// <summary>An operator's browser: session cookie, or the platform's client principal; posts carry a form token.</summary>
    Console,

    /// <summary>Who holds a signed link to one case.</summary>
    CustomerLink,
}

/// <summary>One route of the HTTP contract.</summary>
/// <param name="Name">Unique; letters only, as it is also the name of a function in Azure.</param>
/// <param name="Method"><c>GET</c> (which answers <c>HEAD</c> too), <c>POST</c> or <c>PUT</c>.</param>
/// <param name="Pattern">Route pattern without a leading slash; parameters reach the endpoint by <c>request.RouteValues</c>.</param>
/// <param name="Access">Who may call it.</param>
/// <param name="Endpoint">The class, taken from the container.</param>
/// <param name="Run">The method.</param>
public sealed record Route(
    string Name, string Method, string Pattern, Access Access, Type Endpoint,
    Func<IServiceProvider, HttpRequest, CancellationToken, Task<IResult>> Run)
{
    public static Route To<TEndpoint>(
        string name, string method, string pattern, Access access, Func<TEndpoint, HttpRequest, CancellationToken, Task<IResult>> run)
        where TEndpoint : notnull =>
        new(name, method, pattern, access, typeof(TEndpoint),
            (services, request, cancellation) => run(services.GetRequiredService<TEndpoint>(), request, cancellation));

    /// <summary>The methods that a host lets through.</summary>
    public IReadOnlyList<string> Methods => Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [Method];

    /// <summary>The doorkeeper decides who comes in; else anybody may, or the endpoint itself finds out.</summary>
    public bool IsGuarded => Access is Access.Operator or Access.Console or Access.CustomerLink;

    public bool IsWrite => Method != HttpMethods.Get;

    /// <summary>Read by people in a browser: refusals are pages, not problem details.</summary>
    public bool IsPage => Access is Access.Console or Access.CustomerLink or Access.Page;
}
