using System.Text.Json.Serialization;

namespace Gallabox.Core.Mail;

/// <summary>
/// A mail to us in our own form, whatever way it came. Bounded: as <see cref="Wire.Json"/> it stays below 100 KB.
/// Nothing in it is proven but that the mail service delivered it; see <see cref="SenderTrust"/>.
/// </summary>
public sealed record InboundMail
{
    /// <summary>32 hex digits; the same for a repeated delivery: of Message-ID and envelope recipients, else of the content.</summary>
    public required string Id { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Every address in every From header. More than one is never trusted.</summary>
    public IReadOnlyList<Mailbox> From { get; init; } = [];

    /// <summary>The SMTP sender; empty for the null sender of bounces, null where unknown.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>The SMTP recipients: what routes, as the To header may be empty or foreign.</summary>
    public IReadOnlyList<string> EnvelopeTo { get; init; } = [];

    /// <summary>Decoded and unfolded, without control characters, at most 1000 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text part, else the HTML part as text, with its quotes and signature; at most 64 KB as JSON.</summary>
    public string Text { get; init; } = "";

    /// <summary>Message ids without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>Message ids without angle brackets, with the ids of mails that a delivery report encloses.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The headers that matter to a decision, by lower-case name: <see cref="MailHeaders.Kept"/>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The mail service's SPF result for <see cref="EnvelopeFrom"/>, as it sent it.</summary>
    public string? Spf { get; init; }

    /// <summary>The mail service's DKIM results, as it sent them: <c>{@example.com : pass}</c>.</summary>
    public string? Dkim { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Our clock; the Date header is the sender's and may be wrong.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The one From address, lower case; null where there is none or several.</summary>
    [JsonIgnore]
    public string? Sender => From is [var only] ? only.Address : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <param name="Name">The display name: whatever the sender wrote, never evidence.</param>
/// <param name="Address">The addr-spec, lower case, domain in ASCII.</param>
public sealed record Mailbox(string? Name, string Address);

/// <param name="Size">Bytes as delivered.</param>
public sealed record MailAttachment(string Name, string Type, long Size);
