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

    public static CustomerFigure Read(ref BitReader bits)
    {
        var figure = new CustomerFigure { cutOff = (int)bits.Bits(MeterTime.MinuteBits), before = bits.Signed() };
        var minute = figure.cutOff - 1;
        for (var left = bits.Number(); left > 0; left--)
            figure.steps.Add((minute += bits.Number() + 1, bits.NonZero()));
        return figure;
    }

    /// <summary>Half a byte a step, as most are one customer who ceases to count some minutes after another.</summary>
    public void Write(BitWriter bits)
    {
        bits.Bits((ulong)cutOff, MeterTime.MinuteBits);
        bits.Signed(before);
        bits.Number(steps.Count);
        var last = cutOff - 1;
        foreach (var (minute, customers) in steps)
        {
            bits.Number(minute - last - 1);
            bits.NonZero(customers);
            last = minute;
        }
    }

    public CustomerFigure Copy()
    {
        var copy = new CustomerFigure { cutOff = cutOff, before = before };
        copy.steps.AddRange(steps);
        return copy;
    }
}
