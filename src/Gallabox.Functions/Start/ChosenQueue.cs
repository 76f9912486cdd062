using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Gallabox.Functions.Start;

/// <summary>Tells the host of all functions but those that listen to the queue that was not chosen.</summary>
internal sealed class ChosenQueue(IFunctionMetadataProvider all, QueueKind chosen) : IFunctionMetadataProvider
{
    private const string Marker = "From";

    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        [.. (await all.GetFunctionMetadataAsync(directory)).Where(function => IsMeant(function.Name ?? ""))];

    /// <summary>Queue triggers are named for their queue: <c>WorkFromServiceBus</c>, <c>DeadLettersFromStorage</c>.</summary>
    private bool IsMeant(string name) => Enum.GetNames<QueueKind>().All(kind =>
        kind == chosen.ToString() || !name.EndsWith(Marker + kind, StringComparison.Ordinal));
}
