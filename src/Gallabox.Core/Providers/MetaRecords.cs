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

/// <summary>A WABA as Meta shows it. Texts are Meta's open sets; null where Meta did not say. [facts 3.9, 4.7]</summary>
/// <param name="ReviewStatus">APPROVED, PENDING, REJECTED, ...</param>
/// <param name="BusinessVerification">verified, not_verified, pending, ... of the owning business portfolio.</param>
/// <param name="FundingId">Of the payment method; null also where a provider's credit line pays.</param>
/// <param name="OwnerId">The owning business portfolio.</param>
public sealed record MetaAccount(string Id, string? Name, string? ReviewStatus, string? BusinessVerification, string? FundingId, string? OwnerId);

/// <param name="Copied">Ids of the templates in the WABA that they were copied from.</param>
/// <param name="Failed">By id, Meta's words on why.</param>
public sealed record MetaTemplateCopy(IReadOnlyList<string> Copied, IReadOnlyDictionary<string, string> Failed);

/// <param name="Status">INITIATED, ACCEPTED, REJECTED, COMPLETED. Anything but ACCEPTED and COMPLETED is no consent.</param>
/// <param name="DestinationWabaId">The client's new WABA; null until the intent is accepted.</param>
public sealed record MetaMigrationIntent(string Id, string Status, string? DestinationWabaId);

/// <param name="AccessToken">A secret: into the secret store only.</param>
/// <param name="ExpiresIn">Null for a token that does not expire.</param>
public sealed record MetaToken(string AccessToken, TimeSpan? ExpiresIn)
{
    /// <summary>Without the secret, as texts end in logs.</summary>
    public override string ToString() => $"{nameof(MetaToken)} (hidden)";
}
