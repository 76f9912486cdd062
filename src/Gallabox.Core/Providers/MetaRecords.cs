namespace Gallabox.Core.Providers;

/// <summary>How the one-time code reaches the number's owner.</summary>
public enum CodeMethod
{
    Sms,
    Voice,
}

/// <summary>Whether a node can send. [Meta, "Messaging and Calling Health Status", 22 Oct 2025]</summary>
/// <param name="CanSendMessage">AVAILABLE, LIMITED or BLOCKED: the worst of the parts.</param>
public sealed record MetaHealth(string CanSendMessage, IReadOnlyList<MetaHealthPart> Parts)
{
    public bool IsBlocked => CanSendMessage == "BLOCKED";
}

/// <param name="EntityType">PHONE_NUMBER, WABA, BUSINESS, APP or MESSAGE_TEMPLATE.</param>
/// <param name="Notes">Why it is blocked or limited, in Meta's words, each with its code where there is one.</param>
public sealed record MetaHealthPart(string EntityType, string Id, string CanSendMessage, IReadOnlyList<string> Notes);

/// <summary>An app that gets a WABA's webhooks, with the address that takes the place of its own, if any.</summary>
public sealed record MetaApp(string Id, string? Name, string? OverrideUrl);

/// <summary>What a number sent from one moment to another, the second not included.</summary>
public sealed record MetaSentCount(DateTimeOffset From, DateTimeOffset To, long Sent, long Delivered);

/// <param name="Status">APPROVED, PENDING, REJECTED, PAUSED, ...</param>
/// <param name="Quality">GREEN, YELLOW, RED, UNKNOWN; UNKNOWN for 24 h after a migration.</param>
public sealed record MetaTemplate(string Id, string Name, string Language, string Category, string Status, string? Quality);

/// <param name="AccessToken">A secret: into the secret store only.</param>
/// <param name="ExpiresIn">Null for a token that does not expire.</param>
public sealed record MetaToken(string AccessToken, TimeSpan? ExpiresIn)
{
    /// <summary>Without the secret, as texts end in logs.</summary>
    public override string ToString() => $"{nameof(MetaToken)} (hidden)";
}
