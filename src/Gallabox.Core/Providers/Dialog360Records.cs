namespace Gallabox.Core.Providers;

/// <summary>A number at 360dialog. Texts are open sets, kept as they came; null where the answer did not say. [facts 6.3]</summary>
/// <param name="IsCancelled">Notice was given, or has run out.</param>
/// <param name="TerminatedAt">When billing and messaging end; the truth about the notice period.</param>
public sealed record Dialog360Channel(string Id, bool IsCancelled, DateTimeOffset? TerminatedAt)
{
    public string? ClientId { get; init; }

    /// <summary>Null where the hub's text is no number in E.164.</summary>
    public PhoneNumber? Phone { get; init; }

    public string? PhoneName { get; init; }

    /// <summary>ready, created, verified, porting_ready, waiting_for_migration_code, error, ...</summary>
    public string? Status { get; init; }

    public string? HubStatus { get; init; }

    public string? AvailabilityStatus { get; init; }

    /// <summary>live or sandbox.</summary>
    public string? AccountMode { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>
    /// Whether our partner integration is enabled, from <c>integration.enabled</c>: a sign of the client's permission. The proof is
    /// <see cref="IDialog360Partner.RotateApiKeyAsync"/>.
    /// </summary>
    public bool? Permission { get; init; }

    public string? IntegrationState { get; init; }

    public bool? IsOnBizApp { get; init; }

    /// <summary>Such as TIER_250.</summary>
    public string? MessagingLimit { get; init; }

    public string? Quality { get; init; }

    /// <summary>Meta's WABA id.</summary>
    public string? WabaId { get; init; }

    /// <summary>360dialog's own id of the WABA.</summary>
    public string? WabaAccountId { get; init; }

    /// <summary>verified, not_verified, pending, rejected, ...</summary>
    public string? BusinessStatus { get; init; }

    public string? SetupError { get; init; }

    /// <summary>The client as the channel itself shows it; null where it does not.</summary>
    public Dialog360Client? Client { get; init; }

    public bool IsReady => Status == "ready";
}

/// <summary>What a list of channels is narrowed by; a null narrows nothing.</summary>
public sealed record Dialog360ChannelFilter
{
    public string? ClientId { get; init; }

    public string? Status { get; init; }

    public string? AccountMode { get; init; }

    public PhoneNumber? Phone { get; init; }

    /// <summary>360dialog's own id of the WABA.</summary>
    public string? WabaAccountId { get; init; }
}

/// <summary>A customer organisation at 360dialog.</summary>
/// <param name="PartnerPayload">Text that we handed to the sign-up.</param>
public sealed record Dialog360Client(string Id, string? Name, string? Email, string? FullName, string? PartnerPayload);

/// <param name="Amount">In the currency's main unit, as 360dialog says it.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public sealed record Dialog360Balance(decimal Amount, string Currency);

/// <param name="Address">The base address that the key is good for.</param>
/// <param name="Key">A secret: into the secret store only.</param>
public sealed record Dialog360ApiKey(string Id, string Address, string Key, string? AppId)
{
    /// <summary>Without the secret, as texts end in logs.</summary>
    public override string ToString() => $"{nameof(Dialog360ApiKey)} {Id} (hidden) at {Address}";
}
