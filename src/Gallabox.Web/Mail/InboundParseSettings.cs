namespace Gallabox.Web.Mail;

/// <summary>What guards the mail service's webhooks. With neither keys nor a secret nothing is accepted.</summary>
public sealed record InboundParseSettings
{
    /// <summary>The security policy's public keys, base64 of DER or PEM: two while they are rotated.</summary>
    public IReadOnlyList<string> PublicKeys { get; init; } = [];

    /// <summary>
    /// The value of <c>?key=</c> in the webhook's URL. Beside keys it is asked for too; without keys it is the only guard, for
    /// accounts whose parse setting has no security policy.
    /// </summary>
    public string? UrlSecret { get; init; }

    /// <summary>The service delivers mails of up to 30 MB [SG-IN]; fields and encodings come on top.</summary>
    public long MostBytes { get; init; } = 45L * 1024 * 1024;

    /// <summary>
    /// The greatest distance between a signature's timestamp and our clock; null asks for none. Repeats are told by
    /// Message-ID, and the service retries for three days: less than that refuses mails.
    /// </summary>
    public TimeSpan? TimestampTolerance { get; init; }
}
