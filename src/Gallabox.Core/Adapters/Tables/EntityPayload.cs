using Azure.Data.Tables;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>A payload as the properties P0, P1, ... of an entity: one binary property holds at most 64 KiB (facts 8.1).</summary>
internal static class EntityPayload
{
    private const int MaxProperty = 64 * 1024;

    private static readonly string[] names = [.. Enumerable.Range(0, ITableStore.MaxPayload / MaxProperty).Select(index => $"P{index}")];

    public static void Write(TableEntity entity, ReadOnlyMemory<byte> payload)
    {
        for (var index = 0; !payload.IsEmpty; index++)
        {
            var size = Math.Min(MaxProperty, payload.Length);
            entity[names[index]] = payload[..size].ToArray();
            payload = payload[size..];
        }
    }

    public static byte[] Read(TableEntity entity)
    {
        if (!entity.ContainsKey(names[1]))
            return entity.GetBinary(names[0]) ?? [];
        using var payload = new MemoryStream();
        foreach (var name in names)
            payload.Write(entity.GetBinary(name) ?? []);
        return payload.ToArray();
    }
}
