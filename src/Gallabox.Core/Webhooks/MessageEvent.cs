namespace Gallabox.Core.Webhooks;

public enum MessageEventKind
{
    /// <summary>Status <c>sent</c> of one of our messages.</summary>
    Sent = 1,

    /// <summary>Status <c>delivered</c> or <c>read</c>; the one of the two that carries <c>pricing</c> is the delivery.</summary>
    Delivered = 2,

    /// <summary>Status <c>failed</c>.</summary>
    Failed = 3,

    /// <summary>A user's own message to the number, which opens or prolongs the service window.</summary>
    Inbound = 4,

    /// <summary>Two ids turned out to be one user.</summary>
    Linked = 5,

    /// <summary>An incoming message of a type of which it is not known whether it opens a window: edited, revoked, unsupported, or new.</summary>
    InboundDoubtful = 6,
}

[Flags]
public enum MessageEventTraits
{
    None = 0,

    /// <summary>The status carries <c>pricing</c>.</summary>
    Priced = 1,

    /// <summary>Meta bills it: <c>pricing.type</c> is <c>regular</c>, or <c>billable</c> where the type is missing.</summary>
    Paid = 2,

    /// <summary>The recipient is a group, not a customer.</summary>
    Group = 4,
}

/// <summary>What metering needs of one message, status or system note; ids as <see cref="IdHash"/>, so no row or log of it names a person.</summary>
/// <param name="At">Meta's own timestamp, seconds since 1970.</param>
/// <param name="Message">The message id.</param>
/// <param name="User">The business-scoped user id; 0 where missing.</param>
/// <param name="Phone">The user's <c>wa_id</c>; 0 where missing.</param>
public readonly record struct MessageEvent(
    MessageEventKind Kind, MessageEventTraits Traits, uint At, ulong Message, ulong User, ulong Phone)
{
    public bool Has(MessageEventTraits trait) => (Traits & trait) != 0;

    internal void Write(PackedWriter writer)
    {
        // Three bits of kind, three of traits, two that say which ids follow.
        writer.Byte((byte)((byte)Kind | ((byte)Traits << 3) | (User != 0 ? 0x40 : 0) | (Phone != 0 ? 0x80 : 0)));
        writer.Fixed32(At);
        writer.Fixed64(Message);
        if (User != 0)
            writer.Fixed64(User);
        if (Phone != 0)
            writer.Fixed64(Phone);
    }

    internal static MessageEvent Read(ref PackedReader reader)
    {
        var head = reader.Byte();
        return new MessageEvent(
            (MessageEventKind)(head & 0x07),
            (MessageEventTraits)((head >> 3) & 0x07),
            reader.Fixed32(),
            reader.Fixed64(),
            (head & 0x40) != 0 ? reader.Fixed64() : 0,
            (head & 0x80) != 0 ? reader.Fixed64() : 0);
    }
}
