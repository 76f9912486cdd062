using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>Who sends it; this decides the signature.</summary>
internal enum Sender
{
    Meta,
    Dialog360,
    SendGridEvents,
    SendGridInbound,
}

/// <summary>A webhook that waits until the target has taken it: any 2xx ends it, all else is tried again until it is given up.</summary>
internal sealed record OutgoingWebhook : IBookkeeping
{
    public required string Key { get; init; }

    public required Sender Sender { get; init; }

    /// <summary>Absolute, or a path at the target.</summary>
    public required string Url { get; init; }

    public required byte[] Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required DateTimeOffset Due { get; init; }

    public required DateTimeOffset GiveUpAt { get; init; }

    public int Attempts { get; init; }

    public int LastStatus { get; init; }
}
