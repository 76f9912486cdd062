namespace Gallabox.Core.Metering;

/// <summary>
/// Entries as they are stored: in the order of their customers, of whose hashes only the distances are written. A delivery takes
/// 7 bytes in a chunk of 4096 within an hour, 8 in one of 100 within a day; a second id takes 6.5 more.
/// </summary>
internal sealed class CustomerChunk
{
    private readonly CustomerEntry[] entries;

    private CustomerChunk(CustomerEntry[] entries) => this.entries = entries;

    public static CustomerChunk Empty { get; } = new([]);

    public int Count => entries.Length;

    public ReadOnlySpan<CustomerEntry> Entries => entries;

    /// <summary>The latest hour; 0 of an empty chunk.</summary>
    public int MaxHour => Count == 0 ? 0 : MeterTime.Hour(entries.Max(entry => entry.At));

    public static CustomerChunk Read(ref BitReader bits)
    {
        var entries = new CustomerEntry[bits.Number()];
        var first = (uint)bits.Bits(MeterTime.HourBits) * MeterTime.SecondsPerHour;
        var (timeBits, numberBits, gapBits) = (bits.Number(), bits.Number(), CountedHash.GapBits(entries.Length));
        ulong customer = 0;
        for (var index = 0; index < entries.Length; index++)
        {
            customer += bits.Rice(gapBits);
            var form = bits.Number();
            entries[index] = new CustomerEntry(
                customer, (EntryKind)((form / 2) + 1), (ushort)bits.Bits(numberBits), first + (uint)bits.Bits(timeBits), form % 2 == 0 ? 0 : bits.Bits(CountedHash.Bits));
        }

        return new CustomerChunk(entries);
    }

    public void Write(BitWriter bits)
    {
        var (first, last, numbers) = (uint.MaxValue, 0U, 0U);
        foreach (var entry in entries)
            (first, last, numbers) = (Math.Min(first, entry.At), Math.Max(last, entry.At), Math.Max(numbers, entry.Number));
        first = Count == 0 ? 0 : first - (first % MeterTime.SecondsPerHour);
        var (timeBits, numberBits, gapBits) = (BitWriter.Width(last - first), BitWriter.Width(numbers), CountedHash.GapBits(Count));
        bits.Number(Count);
        bits.Bits(first / MeterTime.SecondsPerHour, MeterTime.HourBits);
        bits.Number(timeBits);
        bits.Number(numberBits);
        ulong before = 0;
        foreach (var entry in entries)
        {
            bits.Rice(entry.Customer - before, gapBits);
            bits.Number((((int)entry.Kind - 1) * 2) + (entry.Other == 0 ? 0 : 1));
            bits.Bits(entry.Number, numberBits);
            bits.Bits(entry.At - first, timeBits);
            bits.Bits(entry.Other, entry.Other == 0 ? 0 : CountedHash.Bits);
            before = entry.Customer;
        }
    }

    /// <param name="more">In any order.</param>
    public CustomerChunk With(ReadOnlySpan<CustomerEntry> more)
    {
        var added = more.ToArray();
        added.AsSpan().Sort();
        var merged = new CustomerEntry[Count + added.Length];
        var (mine, its) = (0, 0);
        for (var index = 0; index < merged.Length; index++)
            merged[index] = its == added.Length || (mine < Count && entries[mine].Customer <= added[its].Customer) ? entries[mine++] : added[its++];
        return new CustomerChunk(merged);
    }

    /// <summary>The same without what is older than an hour.</summary>
    public CustomerChunk Since(int oldestHour) =>
        Array.TrueForAll(entries, entry => MeterTime.Hour(entry.At) >= oldestHour)
            ? this
            : new CustomerChunk(Array.FindAll(entries, entry => MeterTime.Hour(entry.At) >= oldestHour));
}
