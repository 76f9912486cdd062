using System.Runtime.InteropServices;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>Everybody whom the numbers of one scope were in contact with in the last two days, and the figures that follow.</summary>
internal sealed class CustomerScope(CustomerHead head)
{
    private const int LinkHours = 24;

    private readonly Dictionary<ulong, Customer> byId = [];
    private readonly Dictionary<ushort, CustomerFigure> figures = [];
    private readonly Dictionary<(ulong User, ulong Phone), int> linkHours = [];
    private readonly HashSet<ushort> changed = [];

    public CustomerHead Head { get; } = head;

    /// <summary>The hour since which nothing older was taken in.</summary>
    public int OldestHour { get; init; }

    /// <summary>The chunk that still grows.</summary>
    public CustomerChunk Tail { get; set; } = new();

    /// <summary>How much memory this takes, in ids and contacts.</summary>
    public int Weight { get; private set; }

    /// <summary>Own figures of numbers, once the scope has more than one.</summary>
    public IReadOnlyDictionary<ushort, CustomerFigure> Figures => figures;

    /// <summary>The numbers whose own figures changed since the last call.</summary>
    public IReadOnlyList<ushort> TakeChanged()
    {
        ushort[] numbers = [.. changed.Where(figures.ContainsKey)];
        changed.Clear();
        return numbers;
    }

    public void SetFigure(ushort number, CustomerFigure figure) => figures[number] = figure;

    /// <summary>The number's index. With a scope's second number, the first one's figure parts from the scope's.</summary>
    public ushort Index(string phone)
    {
        var index = Head.Numbers.IndexOf(phone);
        if (index >= 0)
            return (ushort)index;
        if (Head.Numbers.Count == 1)
        {
            figures[0] = Copy(Head.Figure);
            changed.Add(0);
        }

        Head.Numbers.Add(phone);
        if (Head.Numbers.Count > 1)
            figures[(ushort)(Head.Numbers.Count - 1)] = new CustomerFigure();
        return (ushort)(Head.Numbers.Count - 1);
    }

    /// <summary>Takes in a stored entry, whose figures are stored too.</summary>
    public void Load(RunKey key, ChunkEntry entry)
    {
        if (key.Kind == CustomerChunk.Links)
            LoadLink(key, entry);
        else if (Of(entry.Customer).Add(new Contact(key.Number, (ContactKind)key.Kind, (uint)(key.Hour * MeterTime.SecondsPerHour + entry.Second))))
            Weight++;
    }

    private void LoadLink(RunKey key, ChunkEntry entry)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(linkHours, (entry.Customer, entry.Other), out var known);
        Weight += known ? 0 : 1;
        seen = Math.Max(seen, key.Hour);
        var (one, other) = (Of(entry.Customer), Of(entry.Other));
        if (one != other)
            one.Absorb(other);
    }

    /// <summary>Takes in a new event and moves the figures. Nothing happens where it is known.</summary>
    /// <param name="kind">Null: the event only shows that two ids are one person.</param>
    /// <param name="fresh">Gets what has to be stored.</param>
    public void Take(ushort number, ContactKind? kind, MessageEvent item, List<(RunKey Key, ChunkEntry Entry)> fresh)
    {
        Link(item, fresh);
        var id = item.User != 0 ? item.User : item.Phone;
        if (kind is not { } contact || id == 0)
            return;
        var customer = Of(id);
        Count(customer, number, -1);
        var added = customer.Add(new Contact(number, contact, item.At));
        Count(customer, number, 1);
        if (!added)
            return;
        Weight++;
        changed.Add(number);
        fresh.Add((new RunKey((byte)contact, number, MeterTime.Hour(item.At)), new ChunkEntry(id, 0, (ushort)(item.At % MeterTime.SecondsPerHour))));
    }

    /// <summary>Two ids seen together are one person's; what is known is stored again a day later, so that it outlives its chunk.</summary>
    private void Link(MessageEvent item, List<(RunKey Key, ChunkEntry Entry)> fresh)
    {
        if (item.User == 0 || item.Phone == 0 || item.User == item.Phone)
            return;
        var hour = MeterTime.Hour(item.At);
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(linkHours, (item.User, item.Phone), out var known);
        if (known && hour < seen + LinkHours)
            return;
        Weight += known ? 0 : 1;
        seen = hour;
        fresh.Add((new RunKey(CustomerChunk.Links, 0, hour), new ChunkEntry(item.User, item.Phone, 0)));
        var (one, other) = (Of(item.User), Of(item.Phone));
        if (one == other)
            return;
        foreach (var customer in (Customer[])[one, other])
            CountAll(customer, -1);
        one.Absorb(other);
        CountAll(one, 1);
    }

    private Customer Of(ulong id)
    {
        if (!byId.TryGetValue(id, out var customer))
        {
            byId[id] = customer = new Customer();
            Weight++;
        }

        if (customer.MergedInto is null)
            return customer;
        while (customer.MergedInto is { } into)
            customer = into;
        return byId[id] = customer;
    }

    private void Count(Customer customer, ushort number, int sign)
    {
        customer.Count(Head.Figure, null, sign);
        if (figures.TryGetValue(number, out var own))
            customer.Count(own, number, sign);
    }

    private void CountAll(Customer customer, int sign)
    {
        customer.Count(Head.Figure, null, sign);
        foreach (var number in customer.Numbers())
        {
            changed.Add(number);
            if (figures.TryGetValue(number, out var own))
                customer.Count(own, number, sign);
        }
    }

    private static CustomerFigure Copy(CustomerFigure figure)
    {
        var writer = new PackedWriter();
        figure.Write(writer);
        var reader = new PackedReader(writer.Written.Span);
        var copy = CustomerFigure.Read(ref reader);
        writer.Release();
        return copy;
    }
}
