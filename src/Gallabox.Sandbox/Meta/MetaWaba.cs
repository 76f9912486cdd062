using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>A WhatsApp Business account.</summary>
internal sealed record MetaWaba
{
    public required string Id { get; init; }

    public required string PortfolioId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Whether our token may read and manage it.</summary>
    public bool Shared { get; init; } = true;

    public string ReviewStatus { get; init; } = "APPROVED";

    public bool HasPayment { get; init; } = true;

    public bool MessagingForAccepted { get; init; } = true;

    /// <summary>Ids of the subscribed apps.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];

    public string? OverrideUrl { get; init; }

    /// <summary>Null for the three that every account of the first day has.</summary>
    public IReadOnlyList<MessageTemplate>? Templates { get; init; }

    /// <summary>Whether the copying of templates at a cut-over to this account fails (facts 3.9, step 7).</summary>
    public bool TemplateCopyFails { get; init; }
}

/// <summary>A business portfolio, to which messaging limits belong.</summary>
internal sealed record MetaPortfolio
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public bool Verified { get; init; } = true;

    public string LimitTier { get; init; } = "TIER_2K";
}

/// <summary>Calls on a WABA by minute, for the rolling hour.</summary>
internal sealed record GraphCalls(Dictionary<long, int> ByMinute) : IBookkeeping;
