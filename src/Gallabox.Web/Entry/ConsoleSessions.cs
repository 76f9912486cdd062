using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Entry;

/// <summary>
/// Sessions of the console: a signed cookie (HttpOnly, SameSite=Strict) that is renewed while it is used. A changed operator key
/// ends all sessions, one that moved to the previous key does not.
/// </summary>
public sealed class ConsoleSessions(IOptionsMonitor<WebOptions> options, IOptionsMonitor<LinkOptions> links, SessionClock clock)
{
    public const string Cookie = "gallabox_session";

    /// <summary>Who holds the request's session, or null. A session in the second half of its life is renewed.</summary>
    public Caller? Read(HttpRequest request)
    {
        if (request.Cookies[Cookie]?.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature))
            return null;
        var content = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body));
        if (!IsSigned("session:" + content, Base64Url.DecodeFromChars(signature)) || content.Split('|', 3) is not [var id, var until, var name])
            return null;
        var left = DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) - clock.Now;
        if (left <= TimeSpan.Zero)
            return null;
        if (left < options.CurrentValue.SessionLifetime / 2)
            Write(request.HttpContext, id, name);
        return new Caller(name.Length > 0 ? name : null, FormToken("session:" + id));
    }

    /// <summary>Begins a session for an operator.</summary>
    public void Begin(HttpContext http, string name) =>
        Write(http, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), name);

    public void End(HttpContext http) => http.Response.Cookies.Delete(Cookie);

    /// <summary>What the forms of one session carry; no other site can know it.</summary>
    public string FormToken(string session) => Base64Url.EncodeToString(Sign("form:" + session, Keys()[0]));

    /// <summary>Compares in constant time.</summary>
    public static bool Same(string sent, string wanted) =>
        wanted.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(wanted));

    private void Write(HttpContext http, string id, string name)
    {
        var until = clock.Now + options.CurrentValue.SessionLifetime;
        var content = string.Create(CultureInfo.InvariantCulture, $"{id}|{until.ToUnixTimeSeconds()}|{name}");
        var value = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))}.{Base64Url.EncodeToString(Sign("session:" + content, Keys()[0]))}";
        http.Response.Cookies.Append(Cookie, value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = options.CurrentValue.SessionLifetime,
        });
    }

    private bool IsSigned(string content, byte[] signature) =>
        Array.Exists(Keys(), key => CryptographicOperations.FixedTimeEquals(Sign(content, key), signature));

    /// <summary>Where only the platform signs people in, there is no operator key, and the links' key serves the forms.</summary>
    private string[] Keys()
    {
        string[] keys = [options.CurrentValue.OperatorKey, options.CurrentValue.OperatorKeyPrevious];
        return keys.Any(key => key.Length > 0) ? [.. keys.Where(key => key.Length > 0)] : [links.CurrentValue.LinkKey];
    }

    private static byte[] Sign(string content, string key) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("console:" + key), Encoding.UTF8.GetBytes(content));
}

/// <summary>People sign in in real time, also where the business's clock is the sandbox's and runs ahead.</summary>
public sealed class SessionClock(TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();
}
