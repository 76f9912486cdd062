using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Gallabox.Core.Webhooks;

/// <summary>How a sender writes its HMAC-SHA256 of the raw body into a header.</summary>
public enum SignatureForm
{
    /// <summary><c>sha256=</c> and 64 lower-case hex digits: Meta's <c>X-Hub-Signature-256</c> (Meta, "Create a webhook endpoint").</summary>
    Prefixed,

    /// <summary>64 lower-case hex digits, with or without <c>sha256=</c>: <c>x-360dialog-signature</c> (360dialog, "Signature Validation").</summary>
    PrefixedOrBare,
}

/// <summary>Checks signatures in constant time; more than one secret at once, so that they can be rotated.</summary>
/// <remarks>Without a secret nothing passes.</remarks>
public sealed class WebhookSignature(SignatureForm form, IEnumerable<string> secrets)
{
    private const int HexLength = 64;
    private const string Prefix = "sha256=";

    private readonly Key[] keys = [.. secrets.Where(secret => secret.Length > 0).Select(secret => new Key(Encoding.UTF8.GetBytes(secret)))];

    /// <param name="body">The bytes as they came.</param>
    /// <param name="header">The only header of that name; null when there was none or more than one.</param>
    public bool Passes(ReadOnlySpan<byte> body, string? header)
    {
        var hex = header.AsSpan();
        var prefixed = hex.StartsWith(Prefix, StringComparison.Ordinal);
        if (prefixed)
            hex = hex[Prefix.Length..];
        else if (form is SignatureForm.Prefixed)
            return false;
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (hex.Length != HexLength || hex.ContainsAnyInRange('A', 'F') || !TryDecode(hex, claimed))
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var passes = false;
        foreach (var key in keys)
        {
            key.Sign(body, expected);
            passes |= CryptographicOperations.FixedTimeEquals(expected, claimed);
            if (passes)
                break;
        }

        return passes;
    }

    private static bool TryDecode(ReadOnlySpan<char> hex, Span<byte> into) =>
        Convert.FromHexString(hex, into, out _, out var written) is System.Buffers.OperationStatus.Done && written == into.Length;

    /// <summary>Whether two secrets are the same text, in a time that says nothing about where they differ.</summary>
    public static bool SameText(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    /// <summary>A secret, and hashes made ready with it: to make one costs as much as to hash a kilobyte.</summary>
    private sealed class Key(byte[] secret)
    {
        private readonly ConcurrentQueue<IncrementalHash> idle = new();

        public void Sign(ReadOnlySpan<byte> body, Span<byte> into)
        {
            var hash = idle.TryDequeue(out var ready) ? ready : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hash.AppendData(body);
            hash.GetHashAndReset(into);
            idle.Enqueue(hash);
        }
    }
}
