using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>Signs what the providers send, each in its own way, over the raw bytes (facts 4.1, 6.4, 7.1, 7.3).</summary>
internal sealed class WebhookSignature(SandboxSecrets secrets, SandboxOptions options)
{
    /// <summary>The headers that carry the signature of the body at the moment.</summary>
    public IEnumerable<(string Name, string Value)> Sign(Sender sender, byte[] body, DateTimeOffset now) => sender switch
    {
        Sender.Meta => [("X-Hub-Signature-256", "sha256=" + Hmac(secrets.MetaAppSecret, body))],
        Sender.Dialog360 => [("x-360dialog-signature", Prefix + Hmac(secrets.PlatformSecret, body))],
        Sender.SendGridEvents => SignWithKey(secrets.EventKey, body, now),
        Sender.SendGridInbound => SignWithKey(secrets.InboundKey, body, now),
        _ => throw new ArgumentOutOfRangeException(nameof(sender), sender, "No such sender."),
    };

    /// <summary>Base64 of the DER SubjectPublicKeyInfo, as SendGrid shows it.</summary>
    public static string PublicKey(byte[] privateKey)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private string Prefix => options.PrefixedPartnerSignature ? "sha256=" : "";

    private static string Hmac(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static IEnumerable<(string Name, string Value)> SignWithKey(byte[] privateKey, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return
        [
            ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature)),
            ("X-Twilio-Email-Event-Webhook-Timestamp", timestamp),
        ];
    }
}
