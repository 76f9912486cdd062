using System.Numerics;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>Writes numbers in as many bits as they need, the lowest bit first; <see cref="BitReader"/> reads them.</summary>
/// <param name="capacity">In bytes; it grows.</param>
internal sealed class BitWriter(int capacity)
{
    private readonly PackedWriter bytes = new(capacity);
    private ulong held;
    private int used;

    /// <summary>How many bits a number needs; none for 0.</summary>
    public static int Width(uint value) => 32 - BitOperations.LeadingZeroCount(value);

    /// <param name="value">Fits the width.</param>
    /// <param name="width">0 to 64 bits.</param>
    public void Bits(ulong value, int width)
    {
        held |= value << used;
        if (used + width < 64)
        {
            used += width;
            return;
        }

        bytes.Fixed64(held);
        var taken = 64 - used;
        held = taken == 64 ? 0 : value >> taken;
        used += width - 64;
    }

    /// <summary>Elias' gamma code of the number and 1: 0 takes one bit, 1 and 2 take three, 1000 takes 19.</summary>
    /// <param name="value">0 to 2^31 - 1.</param>
    public void Number(int value)
    {
        var more = (uint)value + 1;
        var width = BitOperations.Log2(more);
        Bits(1UL << width, width + 1);
        Bits(more & ((1U << width) - 1), width);
    }

    /// <summary>0, -1, 1, -2, ... as <see cref="Number"/> writes 0, 1, 2, 3, ...</summary>
    /// <param name="value">Less than 2^30 from 0.</param>
    public void Signed(int value) => Number((value << 1) ^ (value >> 31));

    /// <summary>-1, 1, -2, 2, ... as <see cref="Number"/> writes 0, 1, 2, 3, ...</summary>
    public void NonZero(int value) => Number(((value << 1) ^ (value >> 31)) - 1);

    /// <summary>Rice's code, short for values about 2^<paramref name="width"/>: the whole multiples of that as zeros before a one, then the rest.</summary>
    /// <param name="width">0 to 63 bits.</param>
    public void Rice(ulong value, int width)
    {
        var whole = value >> width;
        for (; whole >= 32; whole -= 32)
            Bits(0, 32);
        Bits(1UL << (int)whole, (int)whole + 1);
        Bits(value & ((1UL << width) - 1), width);
    }

    /// <summary>What was written, the last byte filled up with zeros. Nothing can be written any more.</summary>
    public byte[] ToArray()
    {
        for (; used > 0; used -= 8, held >>= 8)
            bytes.Byte((byte)held);
        var written = bytes.ToArray();
        bytes.Release();
        return written;
    }
}
