using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// How many distinct customers count at any minute: the minutes at which one begins or ceases to count, before a cut-off summed
/// up. Its size is bounded by the minutes of a day, not by traffic.
/// </summary>
internal sealed class CustomerFigure
{
    private readonly SortedDictionary<int, int> steps = [];
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

        var sum = steps.GetValueOrDefault(minute) + customers;
        if (sum == 0)
            steps.Remove(minute);
        else
            steps[minute] = sum;
    }

    /// <summary>Exact from the cut-off on.</summary>
    public int At(int minute) => before + steps.TakeWhile(step => step.Key <= minute).Sum(step => step.Value);

    /// <summary>The changes after a minute, in order.</summary>
    public IEnumerable<(int Minute, int Customers)> After(int minute) => steps.Where(step => step.Key > minute).Select(step => (step.Key, step.Value));

    /// <summary>Sums up what came before a minute; it can no longer be asked for.</summary>
    public void CutOff(int minute)
    {
        cutOff = Math.Max(cutOff, minute);
        foreach (var step in steps.TakeWhile(step => step.Key < cutOff).ToList())
        {
            before += step.Value;
            steps.Remove(step.Key);
        }
    }

    public static CustomerFigure Read(ref PackedReader reader)
    {
        var figure = new CustomerFigure { cutOff = reader.Count(), before = Signed(reader.Number()) };
        var minute = figure.cutOff;
        for (var left = reader.Count(); left > 0; left--)
            figure.steps[minute += reader.Count()] = Signed(reader.Number());
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
