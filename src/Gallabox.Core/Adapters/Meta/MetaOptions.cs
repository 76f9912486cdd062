using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>Access to Meta's Graph API and the secrets of its webhooks; section <c>Meta</c>.</summary>
public sealed class MetaOptions
{
    public const string Section = "Meta";

    /// <summary>Token of a system user with whatsapp_business_management and whatsapp_business_messaging. Required.</summary>
    [Required(ErrorMessage = "Meta:AccessToken is not set: the token of a system user, from Meta's business settings.")]
    public string AccessToken { get; set; } = "";

    /// <summary>The app's secret: signs webhooks and exchanges sign-up codes. Required.</summary>
    [Required(ErrorMessage = "Meta:AppSecret is not set: it is in the app's basic settings at Meta.")]
    public string AppSecret { get; set; } = "";

    /// <summary>The secret before the last rotation, still accepted on webhooks. Default none.</summary>
    public string? AppSecretPrevious { get; set; }

    /// <summary>What the webhook handshake must present; any text that only Meta's app settings and we know. Required.</summary>
    [Required(ErrorMessage = "Meta:VerifyToken is not set: the text entered with the webhook address in the app's settings at Meta.")]
    public string VerifyToken { get; set; } = "";

    /// <summary>Our app's id. Required.</summary>
    [Required(ErrorMessage = "Meta:AppId is not set: the id of our app at Meta.")]
    [RegularExpression("[0-9]{1,32}", ErrorMessage = "Meta:AppId has digits only.")]
    public string AppId { get; set; } = "";

    /// <summary>May have a path. Default https://graph.facebook.com.</summary>
    [Required(ErrorMessage = "Meta:BaseUrl is empty.")]
    [Url(ErrorMessage = "Meta:BaseUrl is no http or https address.")]
    public string BaseUrl { get; set; } = "https://graph.facebook.com";

    /// <summary>Of the Graph API. Default v25.0.</summary>
    [Required(ErrorMessage = "Meta:Version is empty.")]
    [RegularExpression("v[0-9]{1,3}\\.[0-9]{1,2}", ErrorMessage = "Meta:Version looks like v25.0.")]
    public string Version { get; set; } = "v25.0";

    /// <summary>The configuration of Embedded Signup (version 4) in the app's Facebook Login for Business. Empty: the sign-up is not offered.</summary>
    [RegularExpression("[0-9]{0,32}", ErrorMessage = "Meta:SignupConfigId has digits only.")]
    public string SignupConfigId { get; set; } = "";

    /// <summary>Where browsers load Meta's JavaScript SDK from. Default https://connect.facebook.net/en_US/sdk.js.</summary>
    [Url(ErrorMessage = "Meta:SdkUrl is no http or https address.")]
    public string SdkUrl { get; set; } = "https://connect.facebook.net/en_US/sdk.js";

    /// <summary>Whose messages the sign-up page believes: this origin, or one below the same host. Default https://facebook.com.</summary>
    [Url(ErrorMessage = "Meta:DialogOrigin is no http or https address.")]
    public string DialogOrigin { get; set; } = "https://facebook.com";

    /// <summary>Our multi-partner solution at Meta, to which other partners' clients can move. Empty: that way is not offered.</summary>
    [RegularExpression("[0-9]{0,32}", ErrorMessage = "Meta:SolutionId has digits only.")]
    public string SolutionId { get; set; } = "";

    /// <summary>For one attempt of a call; reads have three. 1 s to 2 min, default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "Meta:AttemptTimeout is from 00:00:01 to 00:02:00.")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
