using System.Security.Cryptography;
using Gallabox.Core.Cases;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Migration;

/// <summary>Signed links to the form: for one customer, and for one migration.</summary>
public sealed class MigrationLinks(SignedTexts texts, IOptionsMonitor<MigrationOptions> rules, TimeProvider time)
{
    private const string Use = "migrate";
    private const int NonceLength = 16;

    public Uri Invite(string accountId, string address)
    {
        var nonce = RandomNumberGenerator.GetHexString(NonceLength, lowercase: true);
        return texts.Here($"migrations/new?t={texts.Write(Use, time.GetUtcNow() + rules.CurrentValue.InviteLifetime, nonce, accountId, address)}");
    }

    /// <summary>Null: not ours.</summary>
    public MigrationInvite? Read(string token) => texts.Read(Use, token, 3) is { } read
        ? new MigrationInvite(read.Parts[0], read.Parts[1], read.Parts[2], read.Until)
        : null;
}

/// <param name="Nonce">Tells links apart: each opens one case.</param>
/// <param name="Until">The end of its first use.</param>
public sealed record MigrationInvite(string Nonce, string AccountId, string Address, DateTimeOffset Until);
