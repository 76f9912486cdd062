using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>A word about the last act, carried over one redirect in a short-lived cookie.</summary>
public static class Flash
{
    private const string Cookie = "gallabox_said";
    private const int Longest = 600;

    public static void Say(HttpContext http, string text) => http.Response.Cookies.Append(
        Cookie, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text.Length <= Longest ? text : text[..Longest])),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromMinutes(1) });

    /// <summary>What was said, once.</summary>
    public static string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } value)
            return null;
        http.Response.Cookies.Delete(Cookie);
        return Base64Url.IsValid(value) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(value)) : null;
    }
}
