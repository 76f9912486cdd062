using System.Numerics;

namespace Gallabox.Core.Metering;

/// <summary>A set of hashes in one array: 16 bytes a hash at most, once it has grown.</summary>
internal sealed class HashSlots
{
    private ulong[] slots = new ulong[64];
    private int count;

    public int Capacity => slots.Length;

    /// <param name="hash">Not 0.</param>
    /// <returns>False: it was there.</returns>
    public bool Add(ulong hash)
    {
        if (count * 4 >= slots.Length * 3)
            Grow((uint)slots.Length * 2);
        var slot = Slot(hash);
        if (slots[slot] != 0)
            return false;
        slots[slot] = hash;
        count++;
        return true;
    }

    public void AddAll(ReadOnlySpan<ulong> hashes)
    {
        if ((count + hashes.Length) * 4L >= slots.Length * 3L)
            Grow((uint)((count + hashes.Length) * 2));
        foreach (var hash in hashes)
            Add(hash);
    }

    /// <summary>Where the hash is, or would be. Hashes are spread already: their low bits serve.</summary>
    private int Slot(ulong hash)
    {
        var mask = slots.Length - 1;
        var slot = (int)hash & mask;
        while (slots[slot] != 0 && slots[slot] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow(uint capacity)
    {
        var old = slots;
        slots = new ulong[BitOperations.RoundUpToPowerOf2(capacity)];
        foreach (var hash in old)
            if (hash != 0)
                slots[Slot(hash)] = hash;
    }
}
