using System.ComponentModel.DataAnnotations;

namespace Gallabox.Web;

/// <summary>Who may operate the system, and the bounds of its API; section <c>Gallabox</c>.</summary>
public sealed class WebOptions : IValidatableObject
{
    public const string Section = "Gallabox";
    private const int ShortestKey = 8;

    /// <summary>What an operator's program sends as its bearer token; it also signs console sessions. Use 32 random characters or more.</summary>
    public string OperatorKey { get; set; } = "";

    /// <summary>The key before this one, still accepted while callers move over; empty when there is none.</summary>
    public string OperatorKeyPrevious { get; set; } = "";

    /// <summary>
    /// Believe the header <c>X-MS-CLIENT-PRINCIPAL</c>. Only where the platform's authentication stands in front of the host and
    /// strips that header from what comes in. [learn.microsoft.com, "Work with user identities in Azure App Service authentication"]
    /// </summary>
    public bool TrustClientPrincipal { get; set; }

    /// <summary>The app role that makes a signed-in person an operator. Default <c>operator</c>.</summary>
    [Required]
    public string OperatorRole { get; set; } = "operator";

    /// <summary>A console session ends so long after its last use. Default 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A login link that nobody used holds for so long. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LoginLinkLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an answer is given again for its idempotency key. Default 2 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan IdempotencyLifetime { get; set; } = TimeSpan.FromDays(2);

    /// <summary>The most bytes that a body of the API or a form may have. Default 64 KiB.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxBody { get; set; } = 64 * 1024;

    /// <summary>Fails closed: somebody must be able to operate the system, and nobody by guessing.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OperatorKey.Length == 0 && !TrustClientPrincipal)
            yield return new ValidationResult("Set Gallabox:OperatorKey, or Gallabox:TrustClientPrincipal behind platform authentication.", [nameof(OperatorKey)]);
        foreach (var key in new[] { OperatorKey, OperatorKeyPrevious })
            if (key.Length is > 0 and < ShortestKey)
                yield return new ValidationResult($"An operator key has at least {ShortestKey} characters.", [nameof(OperatorKey)]);
    }
}
