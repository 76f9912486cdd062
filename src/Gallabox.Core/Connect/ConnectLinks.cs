using System.Security.Cryptography;
using Gallabox.Core.Cases;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>
/// Signed texts of a connection: the link to the button page, the <c>state</c> that goes to 360dialog and back, and the link by which a
/// client at 360dialog confirms.
/// </summary>
public sealed class ConnectLinks(SignedTexts texts, IOptionsMonitor<ConnectOptions> rules, TimeProvider time)
{
    private const int NonceLength = 16;

    /// <summary>A link to the button page, for one customer. It opens one case; afterwards it shows that case.</summary>
    /// <param name="caseId">The case that it shows from the start, such as a repair; null: it opens a new one.</param>
    public Uri Invite(string accountId, string address, string? caseId = null)
    {
        var until = time.GetUtcNow() + rules.CurrentValue.InviteLifetime;
        var nonce = caseId ?? RandomNumberGenerator.GetHexString(NonceLength, lowercase: true);
        return Page("connect", "t", texts.Write("connect-invite", until, nonce, caseId ?? "", accountId, address));
    }

    public ConnectInvite? ReadInvite(string token) => texts.Read("connect-invite", token, 4) is { } read
        ? new ConnectInvite(read.Parts[0], read.Parts[1].Length > 0 ? read.Parts[1] : null, read.Parts[2], read.Parts[3], read.Until)
        : null;

    /// <summary>The <c>state</c> of one sign-up, bound to its case and account.</summary>
    public string State(Case on) => texts.Write("connect-state", time.GetUtcNow() + rules.CurrentValue.StateLifetime, on.Id, on.AccountId);

    /// <summary>The case of a <c>state</c> of ours, or null. The account has to be held against the case's.</summary>
    public (string CaseId, string AccountId)? ReadState(string state) => texts.Read("connect-state", state, 2) is { } read && read.Until > time.GetUtcNow()
        ? (read.Parts[0], read.Parts[1])
        : null;

    /// <summary>Mailed to a client at 360dialog, who confirms by it that the account may connect his number.</summary>
    public Uri Confirmation(string caseId, string clientId, DateTimeOffset until) =>
        Page("connect/confirm", "t", texts.Write("connect-confirm", until, caseId, clientId));

    public (string CaseId, string ClientId)? ReadConfirmation(string token) => texts.Read("connect-confirm", token, 2) is { } read && read.Until > time.GetUtcNow()
        ? (read.Parts[0], read.Parts[1])
        : null;

    /// <summary>An address of this host, as the outside world calls it.</summary>
    public Uri Here(string path) => texts.Here(path);

    private Uri Page(string path, string name, string token) => Here($"{path}?{name}={token}");
}

/// <param name="Nonce">Tells links apart: each opens one case.</param>
/// <param name="CaseId">The case that it was made for, or null.</param>
/// <param name="Until">The end of its first use; the case that it opened stays visible by it while that is open.</param>
public sealed record ConnectInvite(string Nonce, string? CaseId, string AccountId, string Address, DateTimeOffset Until);
