namespace Gallabox.Core.Metering;

/// <summary>What the deletion rules ask of the counters.</summary>
public interface IMeter
{
    /// <summary>Figures of a number at a moment; a number without traffic has zeros.</summary>
    Task<SentFigures> ReadSentAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation);
}

/// <param name="Sent30Days">Distinct messages with a <c>sent</c> status in the 30 days before.</param>
/// <param name="LastPaidAt">The last message that Meta bills (<c>pricing.type</c> regular), or null.</param>
/// <param name="Daily">Sent messages by UTC day, oldest first, days without traffic left out.</param>
public sealed record SentFigures(int Sent30Days, DateTimeOffset? LastPaidAt, IReadOnlyList<DailySent> Daily);

public sealed record DailySent(DateOnly Day, int Sent);
