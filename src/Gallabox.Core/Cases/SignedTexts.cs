using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Cases;

/// <summary>
/// Short texts that go out and come back, signed (HMAC-SHA256 under <see cref="LinkOptions.LinkKey"/>) and expiring. Each is good for
/// the use that it was made for, and for no other.
/// </summary>
public sealed class SignedTexts(IOptionsMonitor<LinkOptions> links)
{
    private const int Longest = 1000;

    /// <summary>An address of this host, as the outside world calls it.</summary>
    public Uri Here(string path) => new(links.CurrentValue.PublicUrl, path);

    /// <param name="use">What it is good for.</param>
    /// <param name="until">Its end; the reader decides what that means.</param>
    /// <param name="parts">Only the last may hold a bar.</param>
    public string Write(string use, DateTimeOffset until, params string[] parts)
    {
        var content = string.Join('|', [until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), .. parts]);
        return $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))}.{Base64Url.EncodeToString(Sign(use, content, links.CurrentValue.LinkKey))}";
    }

    /// <summary>The parts of a text of ours for that use, also of one that has ended; else null.</summary>
    public (DateTimeOffset Until, string[] Parts)? Read(string use, string token, int parts)
    {
        if (token.Length > Longest || token.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature))
            return null;
        var content = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body));
        if (!IsSigned(use, content, Base64Url.DecodeFromChars(signature)) || content.Split('|', parts + 1) is not { } read || read.Length != parts + 1)
            return null;
        return (DateTimeOffset.FromUnixTimeSeconds(long.Parse(read[0], CultureInfo.InvariantCulture)), read[1..]);
    }

    private bool IsSigned(string use, string content, byte[] signature) =>
        new[] { links.CurrentValue.LinkKey, links.CurrentValue.LinkKeyPrevious }
            .Any(key => key.Length > 0 && CryptographicOperations.FixedTimeEquals(Sign(use, content, key), signature));

    private static byte[] Sign(string use, string content, string key) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{use}\n{content}"));
}
