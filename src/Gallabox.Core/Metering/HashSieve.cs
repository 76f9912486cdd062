using System.Numerics;

namespace Gallabox.Core.Metering;

/// <summary>The hashes of a batch, each once, from which those that were counted before are struck.</summary>
internal sealed class HashSieve
{
    private ulong[] slots = new ulong[64];
    private bool[] struck = new bool[64];
    private int count;

    /// <summary>Hashes that are not struck.</summary>
    public int Left { get; private set; }

    /// <param name="hash">Not 0.</param>
    public void Add(ulong hash)
    {
        if (count * 4 >= slots.Length)
            Grow();
        var slot = Slot(hash);
        if (slots[slot] != 0)
            return;
        slots[slot] = hash;
        count++;
        Left++;
    }

    public void Strike(ReadOnlySpan<ulong> counted)
    {
        foreach (var hash in counted)
        {
            var slot = Slot(hash);
            if (slots[slot] != hash || struck[slot])
                continue;
            struck[slot] = true;
            Left--;
        }
    }

    /// <summary>Appends the hashes that are not struck.</summary>
    public void CopyTo(List<ulong> list)
    {
        for (var slot = 0; slot < slots.Length; slot++)
            if (slots[slot] != 0 && !struck[slot])
                list.Add(slots[slot]);
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

    private void Grow()
    {
        var old = slots;
        slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)slots.Length * 4)];
        struck = new bool[slots.Length];
        foreach (var hash in old)
            if (hash != 0)
                slots[Slot(hash)] = hash;
    }
}
