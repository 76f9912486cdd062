using System.Numerics;

namespace Gallabox.Core.Metering;

/// <summary>A set of hashes in one array: 11 to 16 bytes a hash, once it has grown.</summary>
internal sealed class HashSlots
{
    private ulong[] slots = new ulong[64];
    private int count;

    public int Capacity => slots.Length;

    public bool Contains(ulong hash) => slots[Slot(hash)] != 0;

    /// <param name="hash">Not 0.</param>
    public void Add(ulong hash)
    {
        if (count * 4 >= slots.Length * 3)
            Grow();
        ref var slot = ref slots[Slot(hash)];
        count += slot == 0 ? 1 : 0;
        slot = hash;
    }

    /// <summary>Where the hash is, or would be. Hashes are spread already: their low bits serve, as those of one chunk may share the high ones.</summary>
    private int Slot(ulong hash)
    {
        var slot = (int)Math.BigMul(BitOperations.RotateLeft(hash, 32), (ulong)slots.Length, out _);
        while (slots[slot] != 0 && slots[slot] != hash)
            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        return slot;
    }

    private void Grow()
    {
        var old = slots;
        slots = new ulong[old.Length / 2 * 3];
        foreach (var hash in old)
            if (hash != 0)
                slots[Slot(hash)] = hash;
    }
}
