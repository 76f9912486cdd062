using Gallabox.Core.Providers;

namespace Gallabox.Core.Tests.Migration;

/// <summary>A call that changes something, as it was made.</summary>
internal sealed record MetaCall(DateTimeOffset At, string Name, string Detail)
{
    public bool TookEffect { get; set; }
}

/// <summary>A number's node in a WABA.</summary>
internal sealed record FakeNode(string Id, string WabaId, PhoneNumber Phone)
{
    public bool IsVerified { get; set; }

    public string NameStatus { get; set; } = "APPROVED";

    public string? Pin { get; set; }

    /// <summary>Null: not registered.</summary>
    public DateTimeOffset? ConnectedFrom { get; set; }

    public string? Override { get; set; }

    /// <summary>What Meta says of two-step verification whatever the PIN is; null: the truth.</summary>
    public bool? ShowsPin { get; set; }

    public MetaNumber Show(DateTimeOffset now) => new(Id, Phone, ConnectedFrom <= now ? "CONNECTED" : "PENDING")
    {
        CodeVerification = IsVerified ? "VERIFIED" : "NOT_VERIFIED",
        NameStatus = NameStatus,
        IsPinEnabled = ShowsPin ?? Pin is not null,
        MessagingLimit = "TIER_2K",
    };
}
