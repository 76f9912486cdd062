using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>Access to 360dialog as its partner; section <c>Dialog360</c>.</summary>
public sealed class Dialog360Options
{
    public const string Section = "Dialog360";

    /// <summary>Key of the Partner API. Required.</summary>
    [Required(ErrorMessage = "Dialog360:PartnerKey is not set: the key of the Partner API, from 360dialog's hub.")]
    public string PartnerKey { get; set; } = "";

    /// <summary>Our partner id, case-sensitive. Required.</summary>
    [Required(ErrorMessage = "Dialog360:PartnerId is not set: our partner id at 360dialog.")]
    [RegularExpression("[A-Za-z0-9_-]{1,64}", ErrorMessage = "Dialog360:PartnerId has letters, digits, hyphens and underscores only.")]
    public string PartnerId { get; set; } = "";

    /// <summary>Signs partner webhooks. Required.</summary>
    [Required(ErrorMessage = "Dialog360:PlatformSecret is not set: the platform secret, from 360dialog's hub.")]
    public string PlatformSecret { get; set; } = "";

    /// <summary>The secret before the last rotation, still accepted on webhooks. Default none.</summary>
    public string? PlatformSecretPrevious { get; set; }

    /// <summary>
    /// What 360dialog repeats in our own header on every message webhook of a number, where we set the webhook; any text of 24 characters
    /// or more. Required.
    /// </summary>
    [Required(ErrorMessage = "Dialog360:NumberWebhookKey is not set: any secret text; it goes with the webhook address of each number.")]
    [MinLength(24, ErrorMessage = "Dialog360:NumberWebhookKey has at least 24 characters.")]
    public string NumberWebhookKey { get; set; } = "";

    /// <summary>The key before the last rotation, still accepted. Default none.</summary>
    public string? NumberWebhookKeyPrevious { get; set; }

    /// <summary>The Partner API. Default https://hub.360dialog.io/api/v2.</summary>
    [Required(ErrorMessage = "Dialog360:HubUrl is empty.")]
    [Url(ErrorMessage = "Dialog360:HubUrl is no http or https address.")]
    public string HubUrl { get; set; } = "https://hub.360dialog.io/api/v2";

    /// <summary>Messaging address of a number whose key came without one. Default https://waba-v2.360dialog.io.</summary>
    [Required(ErrorMessage = "Dialog360:MessagingUrl is empty.")]
    [Url(ErrorMessage = "Dialog360:MessagingUrl is no http or https address.")]
    public string MessagingUrl { get; set; } = "https://waba-v2.360dialog.io";

    /// <summary>Where the connect button leads; the partner id is put behind it. Default https://app.360dialog.com/onboarding.</summary>
    [Required(ErrorMessage = "Dialog360:OnboardingUrl is empty.")]
    [Url(ErrorMessage = "Dialog360:OnboardingUrl is no http or https address.")]
    public string OnboardingUrl { get; set; } = "https://app.360dialog.com/onboarding";

    /// <summary>For one attempt of a call; reads have three. 1 s to 2 min, default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "Dialog360:AttemptTimeout is from 00:00:01 to 00:02:00.")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Partner calls in one window, this process alone. 1 to 1000, default 5. [facts 6.1]</summary>
    [Range(1, 1000, ErrorMessage = "Dialog360:CallsPerWindow is from 1 to 1000.")]
    public int CallsPerWindow { get; set; } = 5;

    /// <summary>1 s to 1 h, default 31 s: the 30 of facts 6.1, and one for calls whose ways there differ in length.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Dialog360:Window is from 00:00:01 to 01:00:00.")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(31);
}
