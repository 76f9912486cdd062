using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <param name="Portfolio">Meta's id of the business portfolio whose messaging limit the number shares; null while that is unknown.</param>
public readonly record struct MeteredNumber(PhoneNumber Phone, string? Portfolio)
{
    /// <summary>In which customers are counted together: the portfolio, or the number alone.</summary>
    public string Scope => Portfolio is null ? "phone:" + Phone.E164 : "portfolio:" + Portfolio;
}

/// <summary>Events of one number, as they came.</summary>
public sealed record NumberEvents(MeteredNumber Number, IReadOnlyList<MessageEvent> Events);
