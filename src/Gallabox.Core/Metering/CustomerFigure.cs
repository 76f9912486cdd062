using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// How many distinct customers count at any minute: the minutes at which one begins or ceases to count, before a cut-off summed
/// up. Its size is bounded by the minutes of a day, not by traffic.
/// </summary>
internal sealed class CustomerFigure
{
    // Sorted by minute; a day and an hour of minutes at most, so that shifting is cheap.
    private readonly List<(int Minute, int Customers)> steps = [];
    private int cutOff;
    private int before;

    /// <param name="minute">From this minute since 1970 on.</param>
    public void Add(int minute, int customers)
    {
        if (minute < cutOff)
        {
            before += customers;
            return;
        }

        var index = Find(minute);
        if (index == steps.Count || steps[index].Minute != minute)
            steps.Insert(index, (minute, customers));
        else if (steps[index].Customers + customers is var sum && sum != 0)
            steps[index] = (minute, sum);
        else
            steps.RemoveAt(index);
    }

    /// <summary>Exact from the cut-off on.</summary>
    public int At(int minute)
    {
        var sum = before;
        foreach (var (at, customers) in steps)
        {
            if (at > minute)
                break;
            sum += customers;
        }

        return sum;
    }

    /// <summary>The changes after a minute, in order.</summary>
    public IEnumerable<(int Minute, int Customers)> After(int minute) => steps.Skip(Find(minute + 1));

    /// <summary>Sums up what came before a minute; it can no longer be asked for.</summary>
    public void CutOff(int minute)
    {
        cutOff = Math.Max(cutOff, minute);
        var gone = Find(cutOff);
        for (var index = 0; index < gone; index++)
            before += steps[index].Customers;
        steps.RemoveRange(0, gone);
    }

    /// <summary>The index of the first step that is not before a minute.</summary>
    private int Find(int minute)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle].Minute < minute)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public static CustomerFigure Read(ref PackedReader reader)
    {
        var figure = new CustomerFigure { cutOff = reader.Count(), before = Signed(reader.Number()) };
        var minute = figure.cutOff;
        for (var left = reader.Count(); left > 0; left--)
            figure.steps.Add((minute += reader.Count(), Signed(reader.Number())));
        return figure;
    }

    public void Write(PackedWriter writer)
    {
        writer.Number((ulong)cutOff);
        writer.Number(Unsigned(before));
        writer.Number((ulong)steps.Count);
        var last = cutOff;
        foreach (var (minute, customers) in steps)
        {
            writer.Number((ulong)(minute - last));
            writer.Number(Unsigned(customers));
            last = minute;
        }
    }

    // Small numbers of either sign in few bytes.
    private static ulong Unsigned(int value) => (uint)((value << 1) ^ (value >> 31));

    private static int Signed(ulong value) => (int)(value >> 1) ^ -(int)(value & 1);
}
