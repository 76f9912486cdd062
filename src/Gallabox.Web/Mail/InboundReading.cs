using Gallabox.Core.Mail;

namespace Gallabox.Web.Mail;

/// <summary>Why a delivery of the mail service was not read.</summary>
public enum InboundRefusal
{
    /// <summary>Neither a public key nor a URL secret is configured.</summary>
    NotConfigured,

    /// <summary>A signature is asked for and missing, or the URL secret is.</summary>
    Unsigned,

    BadSignature,

    /// <summary>The signature's timestamp is beyond the tolerance.</summary>
    StaleTimestamp,

    WrongContentType,

    TooLarge,

    /// <summary>Proven, but neither a mail nor an array of events.</summary>
    NotUnderstood,
}

/// <summary>The answer of <see cref="InboundParseReader"/>.</summary>
public abstract record InboundReading
{
    private InboundReading()
    {
    }

    public sealed record Mail(InboundMail Value) : InboundReading;

    public sealed record Refused(InboundRefusal Reason) : InboundReading;
}

/// <summary>The answer of <see cref="SendGridEventsReader"/>.</summary>
public abstract record EventsReading
{
    private EventsReading()
    {
    }

    public sealed record Events(IReadOnlyList<SendGridEvent> Values) : EventsReading;

    public sealed record Refused(InboundRefusal Reason) : EventsReading;
}

public static class InboundRefusals
{
    /// <summary>The HTTP status to answer: 5xx only where a later delivery can succeed, as the service retries those. [SG-IN]</summary>
    public static int Status(this InboundRefusal reason) => reason switch
    {
        InboundRefusal.NotConfigured => 503,
        InboundRefusal.Unsigned or InboundRefusal.BadSignature or InboundRefusal.StaleTimestamp => 401,
        InboundRefusal.WrongContentType => 415,
        InboundRefusal.TooLarge => 413,
        _ => 400,
    };
}
