using System.Globalization;
using System.Security.Cryptography;

namespace Gallabox.Sandbox.World;

/// <summary>What the providers know in secret. Made once for a data folder, then kept, so that a restarted host still fits.</summary>
internal sealed record SandboxSecrets : IBookkeeping
{
    public required string MetaAccessToken { get; init; }

    public required string MetaAppSecret { get; init; }

    public required string MetaVerifyToken { get; init; }

    public required string PartnerKey { get; init; }

    public required string PartnerId { get; init; }

    public required string PlatformSecret { get; init; }

    public required string SendGridApiKey { get; init; }

    /// <summary>The key of the demo channel, as the host under test holds it.</summary>
    public required string DemoChannelKey { get; init; }

    /// <summary>The two-step PIN of the demo numbers, as the host under test holds it.</summary>
    public required string DemoPin { get; init; }

    /// <summary>PKCS#8 of the P-256 key that signs Inbound Parse requests.</summary>
    public required byte[] InboundKey { get; init; }

    /// <summary>PKCS#8 of the P-256 key that signs event webhooks.</summary>
    public required byte[] EventKey { get; init; }

    public static SandboxSecrets LoadOrCreate(WorldFile file) => file.Change(default, world =>
        world.Find<SandboxSecrets>("secrets") ?? world.Put("secrets", Create()));

    private static SandboxSecrets Create() => new()
    {
        MetaAccessToken = "EAAS" + Token(48),
        MetaAppSecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        MetaVerifyToken = Token(24),
        PartnerKey = Token(32),
        PartnerId = Token(6) + "PA",
        PlatformSecret = Token(40),
        SendGridApiKey = "SG." + Token(22) + "." + Token(43),
        DemoChannelKey = Token(30),
        DemoPin = RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture),
        InboundKey = NewKey(),
        EventKey = NewKey(),
    };

    /// <summary>Letters and digits alone, from the system's source of secrets.</summary>
    public static string Token(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
