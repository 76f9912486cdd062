namespace Gallabox.Core.Metering;

/// <summary>Everybody whom the numbers of one scope were in contact with in the last two days, and the figures that follow.</summary>
internal sealed class CustomerScope
{
    private readonly CustomerIds ids = new();
    private readonly CustomerContacts contacts = new();
    private readonly Dictionary<ushort, CustomerFigure> figures = [];
    private readonly HashSet<ushort> changed = [];
    private readonly ContactMoved moved;

    public CustomerScope(CustomerHead head)
    {
        Head = head;
        moved = Move;
    }

    public CustomerHead Head { get; }

    /// <summary>The hour since which nothing older was taken in.</summary>
    public int OldestHour { get; init; }

    /// <summary>How much memory this takes, in bytes, about.</summary>
    public int Weight => ids.Weight + contacts.Weight + (figures.Count * 500);

    /// <summary>What work is measured by: <see cref="CustomerContacts.Steps"/>.</summary>
    public long Steps => contacts.Steps;

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
        var customer = ids.Of(entry.Customer);
        if (entry.Other != 0)
        {
            customer = Merge(customer, ids.Of(entry.Other), null);
            ids.Add(customer, entry.Customer, entry.Other, MeterTime.Hour(entry.At));
        }

        if (entry.Kind is not EntryKind.Link)
            contacts.Add(customer, new Contact(entry.Number, entry.Kind, entry.At), null);
    }

    /// <summary>Takes in a new event and moves the figures.</summary>
    /// <param name="fresh">To which is added what has to be stored.</param>
    public void Take(ushort number, ScopeEvent item, List<CustomerEntry> fresh)
    {
        var id = item.User != 0 ? item.User : item.Phone;
        if (id == 0)
            return;
        var (customer, latest, before) = (ids.Of(id), item.At, fresh.Count);
        if (item.User != 0 && item.Phone != 0 && ids.Of(item.Phone) is var other && other != customer)
        {
            customer = Merge(customer, other, moved);
            ids.Add(customer, item.User, item.Phone, 0);
            latest = Math.Max(latest, contacts.Latest(customer));
        }

        ids.Refresh(customer, latest, fresh);
        if (item.Kind is not EntryKind.Link && contacts.Add(customer, new Contact(number, item.Kind, item.At), moved))
            Store(new CustomerEntry(id, item.Kind, number, item.At, 0), item.Phone, fresh, before);
    }

    /// <summary>Stores a contact, and with it in one entry, where that is to be stored too, that its two ids were seen together then.</summary>
    private static void Store(CustomerEntry contact, ulong phone, List<CustomerEntry> fresh, int before)
    {
        var together = new CustomerEntry(contact.Customer, EntryKind.Link, 0, contact.At, phone);
        for (var index = before; index < fresh.Count; index++)
        {
            if (fresh[index] != together)
                continue;
            fresh[index] = contact with { Other = phone };
            return;
        }

        fresh.Add(contact);
    }

    private int Merge(int one, int other, ContactMoved? told)
    {
        if (one == other)
            return one;
        var into = contacts.Merge(one, other, told);
        ids.Merge(into, one == into ? other : one);
        return into;
    }

    private void Move(in Surroundings around, int sign)
    {
        around.Move(Head.Figure, sign);
        changed.Add(around.Contact.Number);
        if (figures.TryGetValue(around.Contact.Number, out var own))
            around.MoveOwn(own, sign);
    }
}
