namespace Gallabox.Sandbox;

/// <summary>Settings of the sandbox, section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sandbox";

    /// <summary>Folder of <c>sandbox.db</c>. Default: <c>Gallabox:Data</c>, else <c>.gallabox</c>.</summary>
    public string Data { get; set; } = ".gallabox";

    /// <summary>Address of the host under test. Default: the address that this process itself listens on.</summary>
    public string? Target { get; set; }

    /// <summary>Where the host reaches the sandbox. Default: the first of <c>urls</c>, or what this process listens on.</summary>
    public string? Address { get; set; }

    /// <summary>Graph API version that the host is told to use. Default v24.0.</summary>
    public string MetaVersion { get; set; } = "v24.0";

    /// <summary>Id of our app at Meta.</summary>
    public string MetaAppId { get; set; } = "610000000000077";

    /// <summary>Id of the multi-partner solution to which we belong.</summary>
    public string MetaSolutionId { get; set; } = "540000000000077";

    /// <summary>Id of the configuration with which our page opens Embedded Signup.</summary>
    public string MetaSignupConfigId { get; set; } = "910000000000077";

    /// <summary>Whether Meta sends <c>account_update</c> ACCOUNT_DELETED with the phone number on a deletion. Default yes.</summary>
    public bool DeletionWebhook { get; set; } = true;

    /// <summary>Error code for a deleted number's node: 100 (with subcode 33) or 33. Default 100.</summary>
    public int DeletedNumberCode { get; set; } = 100;

    /// <summary>Graph calls in a rolling hour on a WABA with a registered number; others get 200. Default 5000 (facts 3).</summary>
    public int GraphCallsPerHour { get; set; } = 5000;

    /// <summary>360dialog partner calls in 30 seconds. Default 5 (facts 6.1).</summary>
    public int PartnerCallsPer30Seconds { get; set; } = 5;

    /// <summary>Notice period of a cancelled channel. Default 7 days.</summary>
    public TimeSpan CancellationNotice { get; set; } = TimeSpan.FromDays(7);

    /// <summary>From termination until the channel is gone from the hub. Default 14 days.</summary>
    public TimeSpan RemovalAfterTermination { get; set; } = TimeSpan.FromDays(14);

    /// <summary>From sign-up until the channel is ready. Default 3 seconds.</summary>
    public TimeSpan ReadyAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether <c>x-360dialog-signature</c> carries <c>sha256=</c> before the hex. Default no.</summary>
    public bool PrefixedPartnerSignature { get; set; }

    /// <summary>Address that customers write to, when a mail names none.</summary>
    public string InboundAddress { get; set; } = "support@gallabox.example";
}
