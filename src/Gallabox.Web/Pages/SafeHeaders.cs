using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Pages;

/// <summary>Headers that keep what we answer out of caches, frames, search engines and other sites' hands.</summary>
public static class SafeHeaders
{
    /// <summary>No script runs on any page; styles and pictures are our own files; forms go to ourselves only.</summary>
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string MetasHosts = "https://*.facebook.com https://*.facebook.net";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>
    /// For the one page that opens Meta's sign-up: our own script and Meta's, and what Meta's asks for. Everything else stays closed.
    /// </summary>
    public static void AllowSignup(HttpResponse response, Uri sdk)
    {
        var from = sdk.GetLeftPart(UriPartial.Authority);
        response.Headers.ContentSecurityPolicy =
            $"{PagePolicy}; script-src 'self' {from}; connect-src 'self' {MetasHosts}; frame-src {MetasHosts}";
    }

    public static void Apply(Route route, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = route.IsPage || route.Access == Access.Public ? PagePolicy : DataPolicy;
        response.Headers["Referrer-Policy"] = route.Access == Access.Console ? "same-origin" : "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (response.HttpContext.Request.IsHttps)
            response.Headers.StrictTransportSecurity = "max-age=31536000";
    }
}
