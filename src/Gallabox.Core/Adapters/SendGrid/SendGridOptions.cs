using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Adapters.SendGrid;

/// <summary>Access to SendGrid, our own addresses, and the keys of its webhooks; section <c>SendGrid</c>.</summary>
public sealed class SendGridOptions
{
    public const string Section = "SendGrid";

    /// <summary>Key with the permission to send mails. Required.</summary>
    [Required(ErrorMessage = "SendGrid:ApiKey is not set: a key with the permission to send mails.")]
    public string ApiKey { get; set; } = "";

    /// <summary>May have a path; https://api.eu.sendgrid.com for accounts in the EU. Default https://api.sendgrid.com.</summary>
    [Required(ErrorMessage = "SendGrid:BaseUrl is empty.")]
    [Url(ErrorMessage = "SendGrid:BaseUrl is no http or https address.")]
    public string BaseUrl { get; set; } = "https://api.sendgrid.com";

    /// <summary>The address that customers get mails from; a verified sender at SendGrid. Required.</summary>
    [Required(ErrorMessage = "SendGrid:From is not set: the address that customers get mails from.")]
    [EmailAddress(ErrorMessage = "SendGrid:From is no mail address.")]
    public string From { get; set; } = "";

    /// <summary>The name beside it. Default Gallabox.</summary>
    public string FromName { get; set; } = "Gallabox";

    /// <summary>The address at Inbound Parse that answers go to. Default none: answers go to <see cref="From"/>.</summary>
    [EmailAddress(ErrorMessage = "SendGrid:InboundAddress is no mail address.")]
    public string? InboundAddress { get; set; }

    /// <summary>Verifies Inbound Parse requests: base64 of a DER SubjectPublicKeyInfo, P-256. Required.</summary>
    [Required(ErrorMessage = "SendGrid:InboundPublicKey is not set: the public key of the security policy on the parse setting.")]
    public string InboundPublicKey { get; set; } = "";

    /// <summary>The key before the last rotation, still accepted. Default none.</summary>
    public string? InboundPublicKeyPrevious { get; set; }

    /// <summary>Verifies event webhooks, in the same form. Required.</summary>
    [Required(ErrorMessage = "SendGrid:EventPublicKey is not set: the verification key of the signed event webhook.")]
    public string EventPublicKey { get; set; } = "";

    /// <summary>The key before the last rotation, still accepted. Default none.</summary>
    public string? EventPublicKeyPrevious { get; set; }

    /// <summary>For the one attempt to hand over a mail. 1 s to 2 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "SendGrid:AttemptTimeout is from 00:00:01 to 00:02:00.")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
