using System.Text.Json;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>What came back: the status, the JSON if it was JSON, and how long the other side asked us to wait.</summary>
internal sealed record ForeignAnswer(int Status, JsonElement? Json, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and <= 299;
}
