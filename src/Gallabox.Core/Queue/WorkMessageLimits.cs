using System.Text;

namespace Gallabox.Core.Queue;

/// <summary>The bounds of a message, checked by every adapter before it sends.</summary>
public static class WorkMessageLimits
{
    public const int MaxBody = 48 * 1024;

    private const int MaxId = 128;

    /// <exception cref="ArgumentException">A bound is not kept; the message says which.</exception>
    public static void Check(WorkMessage message)
    {
        if (message.Id.Length is 0 or > MaxId || message.Session.Length is 0 or > MaxId)
            throw new ArgumentException($"A message's id and session have 1 to {MaxId} characters.", nameof(message));
        if (message.Body.Length > MaxBody || Encoding.UTF8.GetByteCount(message.Body) > MaxBody)
            throw new ArgumentException($"A message's body has at most {MaxBody} bytes: store it and point to it.", nameof(message));
    }
}
