using System.Security.Cryptography;
using System.Text;

namespace Gallabox.Core.Mail;

/// <summary>
/// The signature on Inbound Parse deliveries with a security policy and on event webhooks: ECDSA P-256 over SHA-256 of the
/// timestamp header's text followed by the raw body. [SG-SEC, SG-EV; facts 7.1, 7.3] It proves that the mail service sent
/// this, not who wrote the mail.
/// </summary>
public sealed class SendGridSignature
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    private readonly List<byte[]> keys;

    /// <param name="publicKeys">Base64 of DER, or PEM; several while keys are rotated.</param>
    /// <exception cref="PermanentFailureException"><c>mail:bad-key</c>: a key is no P-256 public key.</exception>
    public SendGridSignature(IEnumerable<string> publicKeys) => keys = [.. publicKeys.Select(Read)];

    public bool HasKeys => keys.Count > 0;

    /// <summary>The hash to which the body's bytes are to be appended.</summary>
    public static IncrementalHash Begin(string timestamp)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        return hash;
    }

    /// <summary>Whether one of the keys made this signature (base64 of DER) of the hash.</summary>
    public bool Verifies(ReadOnlySpan<byte> hash, string signature)
    {
        var der = new byte[128];
        if (signature.Length > 160 || !Convert.TryFromBase64String(signature, der, out var length))
            return false;
        foreach (var key in keys)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(key, out _);
            if (ecdsa.VerifyHash(hash, der.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence))
                return true;
        }

        return false;
    }

    private static byte[] Read(string key)
    {
        try
        {
            using var ecdsa = ECDsa.Create();
            if (key.Contains("-----BEGIN", StringComparison.Ordinal))
                ecdsa.ImportFromPem(key);
            else
                ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.Trim()), out _);
            return ecdsa.KeySize == 256
                ? ecdsa.ExportSubjectPublicKeyInfo()
                : throw new PermanentFailureException("mail:bad-key", "The mail service's public key is not on the curve P-256.");
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            throw new PermanentFailureException("mail:bad-key", "The mail service's public key is neither base64 of DER nor PEM.", failure);
        }
    }
}
