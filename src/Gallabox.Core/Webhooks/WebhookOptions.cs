namespace Gallabox.Core.Webhooks;

/// <summary>What the webhook endpoints are told in confidence. Empty lists let nothing in.</summary>
public sealed record WebhookOptions
{
    /// <summary>Meta app secrets: the present one, and another while it is being rotated.</summary>
    public IReadOnlyList<string> MetaAppSecrets { get; init; } = [];

    /// <summary>What Meta repeats in its handshake.</summary>
    public IReadOnlyList<string> MetaVerifyTokens { get; init; } = [];

    /// <summary>Platform secrets of the 360dialog partner hub.</summary>
    public IReadOnlyList<string> Dialog360Secrets { get; init; } = [];

    /// <summary>
    /// Values of our own header <see cref="NumberHeader"/>, which we set together with a number's webhook address (360dialog,
    /// <c>/v1/configs/webhook</c>).
    /// </summary>
    public IReadOnlyList<string> Dialog360NumberKeys { get; init; } = [];

    public const string NumberHeader = "X-Gallabox-Key";

    /// <summary>The most bytes of a request: Meta sends up to 3 MB (Meta, "Webhooks").</summary>
    public const int MaxBody = 3 * 1024 * 1024;
}
