using System.Buffers.Binary;

namespace Gallabox.Core.Webhooks;

/// <summary>Reads what <see cref="PackedWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">From every member: the bytes end too early or make no sense.</exception>
public ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("A packed number has too many bytes.");
    }

    /// <summary>A number that fits an int.</summary>
    public int Count() => Number() is var value and <= int.MaxValue ? (int)value : throw new InvalidDataException("A packed count is too large.");

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Text() => Take(Count());

    public ReadOnlySpan<byte> Take(int size)
    {
        if ((uint)size > (uint)rest.Length)
            throw new InvalidDataException("Packed data ends too early.");
        var taken = rest[..size];
        rest = rest[size..];
        return taken;
    }
}
