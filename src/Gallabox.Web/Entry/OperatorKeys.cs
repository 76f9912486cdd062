using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Entry;

/// <summary>The keys of operators' programs, compared in constant time.</summary>
public sealed class OperatorKeys(IOptionsMonitor<WebOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <param name="authorization">The whole header.</param>
    public bool Accepts(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var sent = SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()));
        var current = Matches(options.CurrentValue.OperatorKey, sent);
        return Matches(options.CurrentValue.OperatorKeyPrevious, sent) | current;
    }

    private static bool Matches(string key, byte[] sent) =>
        key.Length > 0 & CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), sent);
}
