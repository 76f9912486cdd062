using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Metering;

/// <summary>What Meta's pages leave open about its counting (facts 5, 12); section <c>Metering</c>. A change holds for what is counted after it.</summary>
public sealed class MeterOptions
{
    public const string Section = "Metering";

    /// <summary>
    /// Which status makes a customer count towards the messaging limit, at whose time the service window is tested too: Delivered or
    /// Sent. A delivery that comes up to 30 days late counts on its own day by the first, on the day of sending by the second. Default Delivered.
    /// </summary>
    [EnumDataType(typeof(CustomerMoment))]
    public CustomerMoment CustomerMoment { get; set; } = CustomerMoment.Delivered;

    /// <summary>Whether incoming messages of types such as <c>unsupported</c>, <c>edit</c>, <c>revoke</c> or new ones open a service window. Default false.</summary>
    public bool DoubtfulMessagesOpenWindow { get; set; }

    /// <summary>Whose customers are held against the limit: the Portfolio's, each once, or the Number's own. Default Portfolio. [Meta, "Messaging limits", 7 Oct 2025]</summary>
    [EnumDataType(typeof(LimitScope))]
    public LimitScope LimitPer { get; set; } = LimitScope.Portfolio;
}

public enum CustomerMoment
{
    /// <summary>The one of <c>delivered</c> and <c>read</c> that carries <c>pricing</c>.</summary>
    Delivered,

    /// <summary>The status <c>sent</c>.</summary>
    Sent,
}

public enum LimitScope
{
    Portfolio,
    Number,
}
