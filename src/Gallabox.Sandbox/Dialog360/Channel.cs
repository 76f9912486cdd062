using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>A number as 360dialog holds it (facts 6.3).</summary>
internal sealed record Channel
{
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Digits, no plus.</summary>
    public required string Phone { get; init; }

    public required string WabaId { get; init; }

    public string Status { get; init; } = "created";

    public bool PermissionGranted { get; init; }

    public string? ApiKey { get; init; }

    public int KeysMade { get; init; }

    public string? WebhookUrl { get; init; }

    public IReadOnlyDictionary<string, string> WebhookHeaders { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>When the notice ends, or ended.</summary>
    public DateTimeOffset? TerminatedAt { get; init; }

    /// <summary>running, cancelled, terminated or deleted: the stages that the hub shows (facts 6.6).</summary>
    public string HubStatus { get; init; } = "running";

    /// <summary>Whether a partner may ask for cancellation, or the client alone.</summary>
    public bool PartnerMayCancel { get; init; } = true;

    public TimeSpan? Notice { get; init; }

    public bool InHub => HubStatus != "deleted";

    public bool MessagingOn => HubStatus is "running" or "cancelled";
}

/// <summary>A customer of the partner.</summary>
internal sealed record Client
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public decimal Balance { get; init; } = 25.00m;
}

/// <summary>The partner's own settings in the hub. Paths are at the target.</summary>
internal sealed record Partner
{
    public string? WebhookUrl { get; init; } = "/webhooks/360dialog";

    public string? RedirectUrl { get; init; } = "/connect/360dialog/callback";

    /// <summary>How the next events travel: double, reorder or lose; null is once and in order.</summary>
    public string? EventMode { get; init; }

    public int EventModeLeft { get; init; }
}

/// <summary>Moments of the last partner calls, for the limit of 30 seconds.</summary>
internal sealed record PartnerCalls(IReadOnlyList<DateTimeOffset> At) : IBookkeeping;
