using System.Text.Json.Nodes;
using MimeKit;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>A mail that somebody writes to us.</summary>
/// <param name="From">As the header claims it, with or without a display name.</param>
/// <param name="To">Default: the sandbox's inbound address.</param>
/// <param name="MessageId">With or without angle brackets. Default: a new one.</param>
/// <param name="InReplyTo">Goes to In-Reply-To and References.</param>
/// <param name="Headers">Extra header lines: an object, or text lines.</param>
/// <param name="Spf">pass, fail or the raw field; default pass.</param>
/// <param name="Dkim">pass, fail or the raw field; default pass for the From domain.</param>
/// <param name="EnvelopeFrom">The SMTP sender; default the From address.</param>
/// <param name="Charset">In which the parsed fields are encoded; default UTF-8.</param>
/// <param name="Raw">Raw MIME mode instead of parsed fields.</param>
/// <param name="Attachments">Files with base64 content, or text for text types.</param>
/// <param name="Retry">Whether a mail that was not taken (5xx, or no answer) comes again. Default yes.</param>
internal sealed record InboundMail(string From, string? Subject, string? Text, string? Html = null, string? To = null, string? Cc = null,
    string? MessageId = null, string? InReplyTo = null, JsonNode? Headers = null, string? Spf = null, string? Dkim = null,
    string? EnvelopeFrom = null, string? Charset = null, bool Raw = false, IReadOnlyList<MailAttachment>? Attachments = null,
    bool Retry = true)
{
    /// <summary>The bare address in <see cref="From"/>; the text itself when it holds none.</summary>
    public string Address => MailboxAddress.TryParse(From, out var mailbox) ? mailbox.Address : From;

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    public string SpfField => Spf ?? "pass";

    /// <summary>Looks like JSON and is none (facts 7.1).</summary>
    public string DkimField => Dkim switch
    {
        null or "pass" => $"{{@{Domain} : pass}}",
        "fail" => $"{{@{Domain} : fail}}",
        _ => Dkim,
    };

    public IEnumerable<string> ExtraHeaderLines => Headers switch
    {
        JsonObject named => named.Select(static pair => $"{pair.Key}: {pair.Value}"),
        JsonArray lines => lines.Select(static line => line?.ToString() ?? ""),
        { } text => text.ToString().Split('\n').Select(static line => line.TrimEnd('\r')),
        null => [],
    };
}
