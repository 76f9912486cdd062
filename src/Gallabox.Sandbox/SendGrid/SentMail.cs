namespace Gallabox.Sandbox.SendGrid;

/// <summary>A mail that SendGrid has taken from us, one for each recipient.</summary>
internal sealed record SentMail
{
    public required string Id { get; init; }

    /// <summary>The <c>X-Message-Id</c> that the call was answered with.</summary>
    public required string SendGridId { get; init; }

    public required string To { get; init; }

    public required string From { get; init; }

    public required string Subject { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Custom arguments and unique arguments, with caseId and mailId among them.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>An attachment; the content is base64 as it came.</summary>
internal sealed record MailAttachment(string Name, string Type, string Content);

/// <summary>An address that bounced: mails to it are dropped from then on.</summary>
internal sealed record BouncedAddress(string Address, DateTimeOffset At);
