using System.Globalization;

namespace Gallabox.Core.Metering;

/// <summary>
/// The row of a scope: its figure, its numbers in the order in which they came, its closed chunks, and last the chunk that still
/// grows. While it has one number, that number's figure is the scope's; later each number has a row of its own.
/// </summary>
internal sealed class CustomerHead
{
    private const byte Form = 3;

    /// <summary>A phone number has at most 15 digits.</summary>
    private const int PhoneBits = 50;

    public CustomerFigure Figure { get; private set; } = new();

    public List<string> Numbers { get; } = [];

    public int FirstChunk { get; private set; }

    /// <summary>The latest hour of each closed chunk from <see cref="FirstChunk"/> on.</summary>
    public List<int> ChunkHours { get; } = [];

    public CustomerChunk Growing { get; set; } = CustomerChunk.Empty;

    /// <param name="withEntries">False: the figures are all that is wanted.</param>
    public static CustomerHead Read(ReadOnlySpan<byte> payload, bool withEntries)
    {
        var head = new CustomerHead();
        var bits = new BitReader(payload);
        if (bits.Bits(8) != Form)
            throw new InvalidDataException("The customer figures are of an unknown form.");
        head.Figure = CustomerFigure.Read(ref bits);
        for (var left = bits.Number(); left > 0; left--)
            head.Numbers.Add("+" + bits.Bits(PhoneBits).ToString(CultureInfo.InvariantCulture));
        head.FirstChunk = bits.Number();
        var hour = 0;
        for (var left = bits.Number(); left > 0; left--)
            head.ChunkHours.Add(hour += bits.Signed());
        if (withEntries)
            head.Growing = CustomerChunk.Read(ref bits);
        return head;
    }

    public byte[] ToBytes()
    {
        var bits = new BitWriter(1024 + (Growing.Count * 12));
        bits.Bits(Form, 8);
        Figure.Write(bits);
        bits.Number(Numbers.Count);
        foreach (var number in Numbers)
            bits.Bits(ulong.Parse(number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), PhoneBits);
        bits.Number(FirstChunk);
        bits.Number(ChunkHours.Count);
        var before = 0;
        foreach (var hour in ChunkHours)
        {
            bits.Signed(hour - before);
            before = hour;
        }

        Growing.Write(bits);
        return bits.ToArray();
    }

    /// <summary>Closes the growing chunk, which is to be stored under the number that is returned, and begins another.</summary>
    public int Close()
    {
        ChunkHours.Add(Growing.MaxHour);
        Growing = CustomerChunk.Empty;
        return FirstChunk + ChunkHours.Count - 1;
    }

    /// <summary>Forgets closed chunks older than an hour, at most so many at once.</summary>
    /// <returns>Their numbers.</returns>
    public IReadOnlyList<int> Forget(int oldestHour, int maxChunks)
    {
        var gone = 0;
        while (gone < maxChunks && gone < ChunkHours.Count && ChunkHours[gone] < oldestHour)
            gone++;
        ChunkHours.RemoveRange(0, gone);
        FirstChunk += gone;
        return [.. Enumerable.Range(FirstChunk - gone, gone)];
    }
}
