namespace Gallabox.Core.Metering;

/// <summary>What Meta's pages leave open about its counting (facts 5, 12).</summary>
public sealed record MeterOptions
{
    /// <summary>Which status makes a customer count towards the messaging limit, and at whose time the service window is tested.</summary>
    public CustomerMoment CustomerMoment { get; init; } = CustomerMoment.Delivered;

    /// <summary>Whether incoming messages of types such as <c>unsupported</c>, <c>edit</c>, <c>revoke</c> or new ones open a service window.</summary>
    public bool DoubtfulMessagesOpenWindow { get; init; }
}

public enum CustomerMoment
{
    /// <summary>The one of <c>delivered</c> and <c>read</c> that carries <c>pricing</c>.</summary>
    Delivered,

    /// <summary>The status <c>sent</c>.</summary>
    Sent,
}
