using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Cases;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Entry;

/// <summary>One-time links into the console. Only a hash of each is stored.</summary>
public sealed class LoginLinks(ITableStore tables, IOptionsMonitor<WebOptions> options, IOptionsMonitor<LinkOptions> links, SessionClock clock)
{
    private const string Table = "logins";
    private const string Row = "login";

    /// <summary>A link that lets its first user in as an operator of that name.</summary>
    public async Task<LoginLink> CreateAsync(string name, CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var expires = clock.Now + options.CurrentValue.LoginLinkLifetime;
        await tables.TryInsertAsync(Table, Hash(token), Row, new Login(Caller.Clean(name) ?? "", expires, Used: false), cancellation);
        return new LoginLink(new Uri(links.CurrentValue.PublicUrl, $"login/{token}"), expires);
    }

    /// <summary>Uses a link up. The operator's name, or null when it is unknown, used or expired.</summary>
    public async Task<string?> UseAsync(string token, CancellationToken cancellation)
    {
        var mine = false;
        var login = await tables.ChangeAsync<Login>(Table, Hash(token), Row, stored =>
            (mine = stored is { Used: false } && stored.ExpiresAt > clock.Now) ? stored! with { Used = true } : null, cancellation);
        return mine ? login!.Name : null;
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Login(string Name, DateTimeOffset ExpiresAt, bool Used);
}

public sealed record LoginLink(Uri Url, DateTimeOffset ExpiresAt);
