using System.Text;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// The row of a scope: its figure, its numbers in the order in which they came, and its chunks. While it has one number, that
/// number's figure is the scope's; later each number has a row of its own.
/// </summary>
internal sealed class CustomerHead
{
    private const byte Form = 1;

    public CustomerFigure Figure { get; private set; } = new();

    public List<string> Numbers { get; } = [];

    public int FirstChunk { get; set; }

    /// <summary>The latest hour of each chunk from <see cref="FirstChunk"/> on.</summary>
    public List<int> ChunkHours { get; } = [];

    public static CustomerHead Read(ReadOnlySpan<byte> payload)
    {
        var head = new CustomerHead();
        var reader = new PackedReader(payload);
        if (reader.Byte() != Form)
            throw new InvalidDataException("The customer figures are of an unknown form.");
        head.Figure = CustomerFigure.Read(ref reader);
        for (var left = reader.Count(); left > 0; left--)
            head.Numbers.Add(Encoding.UTF8.GetString(reader.Text()));
        head.FirstChunk = reader.Count();
        for (var left = reader.Count(); left > 0; left--)
            head.ChunkHours.Add(reader.Count());
        return head;
    }

    public byte[] ToBytes()
    {
        var writer = new PackedWriter();
        writer.Byte(Form);
        Figure.Write(writer);
        writer.Number((ulong)Numbers.Count);
        foreach (var number in Numbers)
            writer.Text(Encoding.UTF8.GetBytes(number));
        writer.Number((ulong)FirstChunk);
        writer.Number((ulong)ChunkHours.Count);
        foreach (var hour in ChunkHours)
            writer.Number((ulong)hour);
        var bytes = writer.ToArray();
        writer.Release();
        return bytes;
    }
}
