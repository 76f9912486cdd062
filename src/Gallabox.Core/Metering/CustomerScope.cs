using System.Runtime.InteropServices;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>Everybody whom the numbers of one scope were in contact with in the last two days, and the figures that follow.</summary>
internal sealed class CustomerScope(CustomerHead head)
{
    private const int LinkHours = 24;

    private readonly CustomerContacts customers = new();
    private readonly Dictionary<(ulong, ulong), int> linkHours = [];
    private readonly Dictionary<ushort, CustomerFigure> figures = [];
    private readonly HashSet<ushort> changed = [];

    public CustomerHead Head { get; } = head;

    /// <summary>The hour since which nothing older was taken in.</summary>
    public int OldestHour { get; init; }

    /// <summary>How much memory this takes, in bytes, about.</summary>
    public int Weight => customers.Weight + (linkHours.Count * 45) + (figures.Count * 500);

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
            figures[0] = Head.Figure.Copy();
            changed.Add(0);
        }

        Head.Numbers.Add(phone);
        if (Head.Numbers.Count > 1)
            figures[(ushort)(Head.Numbers.Count - 1)] = new CustomerFigure();
        return (ushort)(Head.Numbers.Count - 1);
    }

    /// <summary>Takes in a stored entry, whose figures are stored too.</summary>
    public void Load(CustomerEntry entry)
    {
        var customer = customers.Of(entry.Customer);
        if (entry.Other != 0)
        {
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(linkHours, (entry.Customer, entry.Other), out _);
            seen = Math.Max(seen, MeterTime.Hour(entry.At));
            if (customers.Of(entry.Other) is var other && other != customer)
                customers.Merge(customer, other);
        }

        var contact = new Contact(entry.Number, entry.Kind, entry.At);
        if (entry.Kind is not EntryKind.Link && !customers.Has(customer, contact))
            customers.Add(customer, contact);
    }

    /// <summary>Takes in a new event and moves the figures.</summary>
    /// <returns>What has to be stored; null where all of it was known.</returns>
    public CustomerEntry? Take(ushort number, ScopeEvent item)
    {
        var links = Link(item);
        var id = item.User != 0 ? item.User : item.Phone;
        if (item.Kind is not EntryKind.Link && id != 0 && Add(customers.Of(id), new Contact(number, item.Kind, item.At)))
            return new CustomerEntry(id, item.Kind, number, item.At, links ? item.Phone : 0);
        return links ? new CustomerEntry(id, EntryKind.Link, 0, item.At, item.Phone) : null;
    }

    private bool Add(int customer, Contact contact)
    {
        if (customers.Has(customer, contact))
            return false;
        Count(customer, contact.Number, -1);
        customers.Add(customer, contact);
        Count(customer, contact.Number, 1);
        changed.Add(contact.Number);
        return true;
    }

    /// <summary>Two ids seen together are one person's; what is known is stored again a day later, so that it outlives its chunk.</summary>
    /// <returns>Whether it has to be stored.</returns>
    private bool Link(ScopeEvent item)
    {
        if (item.User == 0 || item.Phone == 0 || item.User == item.Phone)
            return false;
        var hour = MeterTime.Hour(item.At);
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(linkHours, (item.User, item.Phone), out var known);
        if (known && hour < seen + LinkHours)
            return false;
        seen = hour;
        var (one, other) = (customers.Of(item.User), customers.Of(item.Phone));
        if (one == other)
            return true;
        CountAll(one, -1);
        CountAll(other, -1);
        customers.Merge(one, other);
        CountAll(one, 1);
        return true;
    }

    private void Count(int customer, ushort number, int sign)
    {
        customers.Count(customer, Head.Figure, null, sign);
        if (figures.TryGetValue(number, out var own))
            customers.Count(customer, own, number, sign);
    }

    private void CountAll(int customer, int sign)
    {
        customers.Count(customer, Head.Figure, null, sign);
        foreach (var number in customers.Numbers(customer))
        {
            changed.Add(number);
            if (figures.TryGetValue(number, out var own))
                customers.Count(customer, own, number, sign);
        }
    }
}
