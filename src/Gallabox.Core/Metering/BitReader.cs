using System.Buffers.Binary;
using System.Numerics;

namespace Gallabox.Core.Metering;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">From every member: the bits end too early or make no sense.</exception>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;

    public ulong Bits(int width)
    {
        if (at + width > bytes.Length * 8)
            throw new InvalidDataException("Packed bits end too early.");
        if (width == 0)
            return 0;
        var (index, shift) = (at >> 3, at & 7);
        var value = Load(index) >> shift;
        if (shift + width > 64)
            value |= (ulong)bytes[index + 8] << (64 - shift);
        at += width;
        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    public int Number()
    {
        var width = Zeros();
        return width < 32 ? (int)((1UL << width) + Bits(width) - 1) : throw new InvalidDataException("A packed number has too many bits.");
    }

    public int Signed() => Folded(Number());

    public int NonZero() => Folded(Number() + 1);

    public ulong Rice(int width) => ((ulong)Zeros() << width) | Bits(width);

    private static int Folded(int number) => (number & 1) == 0 ? number >> 1 : ~(number >> 1);

    /// <summary>How many zeros come before the next one, which is read with them.</summary>
    private int Zeros()
    {
        for (var zeros = 0; at < bytes.Length * 8;)
        {
            var shift = at & 7;
            var window = Load(at >> 3) >> shift;
            if (window != 0)
            {
                var found = BitOperations.TrailingZeroCount(window);
                at += found + 1;
                return zeros + found;
            }

            zeros += 64 - shift;
            at += 64 - shift;
        }

        throw new InvalidDataException("Packed bits end too early.");
    }

    /// <summary>Eight bytes, as if zeros followed the last one.</summary>
    private readonly ulong Load(int index)
    {
        if (index + sizeof(ulong) <= bytes.Length)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[index..]);
        ulong value = 0;
        for (var byteAt = bytes.Length - 1; byteAt >= index; byteAt--)
            value = (value << 8) | bytes[byteAt];
        return value;
    }
}
