using System.Runtime.InteropServices;

namespace Gallabox.Core.Metering;

/// <param name="Number">Index of the number in its scope.</param>
/// <param name="At">Seconds since 1970.</param>
internal readonly record struct Contact(ushort Number, EntryKind Kind, uint At);

/// <summary>
/// Everybody of a scope, whatever ids were seen of them, with their contacts: two lists without an object for each, so some 60
/// bytes a customer. A customer is named by a place in the first.
/// </summary>
internal sealed class CustomerContacts
{
    private const int None = -1;
    private const int DayMinutes = 24 * 60;
    private const int Day = DayMinutes * 60;

    private readonly Dictionary<ulong, int> byId = [];
    private readonly List<(int Newest, int MergedInto)> customers = [];
    private readonly List<(Contact Contact, int Before)> contacts = [];

    /// <summary>Bytes, about.</summary>
    public int Weight => (byId.Count * 45) + (contacts.Count * 16);

    /// <summary>The customer with an id; a new one where it was never seen.</summary>
    public int Of(ulong id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(byId, id, out var known);
        if (!known)
        {
            place = customers.Count;
            customers.Add((None, None));
        }

        while (customers[place].MergedInto is var into && into != None)
            place = into;
        return place;
    }

    public bool Has(int customer, Contact contact)
    {
        for (var at = customers[customer].Newest; at != None; at = contacts[at].Before)
            if (contacts[at].Contact == contact)
                return true;
        return false;
    }

    /// <summary>To be asked before: <see cref="Has"/>.</summary>
    public void Add(int customer, Contact contact)
    {
        contacts.Add((contact, customers[customer].Newest));
        customers[customer] = (contacts.Count - 1, None);
    }

    /// <summary>Makes two customers one.</summary>
    public void Merge(int into, int other)
    {
        foreach (var contact in List(other))
            if (!Has(into, contact))
                Add(into, contact);
        customers[other] = (None, into);
    }

    public IReadOnlyCollection<ushort> Numbers(int customer) => List(customer).Select(contact => contact.Number).ToHashSet();

    /// <summary>
    /// The minutes in which the customer counts, as begins and ends: from a delivery outside a service window of its number on for
    /// 24 hours, overlapping stretches made one.
    /// </summary>
    /// <param name="number">Deliveries of this number only; null: of all.</param>
    /// <param name="sign">1 to add to the figure, -1 to take away.</param>
    public void Count(int customer, CustomerFigure figure, ushort? number, int sign)
    {
        var newest = customers[customer].Newest;
        if (newest != None && contacts[newest] is { Before: None, Contact: { Kind: EntryKind.Delivery } only })
        {
            // By far the most common customer.
            if (number is null || only.Number == number)
                Step(figure, (int)(only.At / 60), (int)(only.At / 60) + DayMinutes + 1, sign);
            return;
        }

        var (begin, end) = (0, None);
        foreach (var minute in Outside(customer, number))
        {
            if (minute > end)
            {
                if (end != None)
                    Step(figure, begin, end, sign);
                begin = minute;
            }

            end = minute + DayMinutes + 1;
        }

        if (end != None)
            Step(figure, begin, end, sign);
    }

    private static void Step(CustomerFigure figure, int begin, int end, int sign)
    {
        figure.Add(begin, sign);
        figure.Add(end, -sign);
    }

    /// <summary>Minutes of deliveries outside a service window, ascending.</summary>
    private List<int> Outside(int customer, ushort? number)
    {
        var minutes = new List<int>();
        var (of, windowEnd) = (None, 0L);
        var ordered = List(customer);
        ordered.Sort(ByNumberAndTime);
        foreach (var contact in ordered)
        {
            if (number is not null && contact.Number != number)
                continue;
            if (contact.Number != of)
                (of, windowEnd) = (contact.Number, 0);
            if (contact.Kind is EntryKind.Inbound)
                windowEnd = (long)contact.At + Day;
            else if (contact.At >= windowEnd)
                minutes.Add((int)(contact.At / 60));
        }

        minutes.Sort();
        return minutes;
    }

    /// <summary>Within a second, what opens a window comes first.</summary>
    private static int ByNumberAndTime(Contact one, Contact other) => one.Number != other.Number
        ? one.Number.CompareTo(other.Number)
        : one.At != other.At ? one.At.CompareTo(other.At) : other.Kind.CompareTo(one.Kind);

    private List<Contact> List(int customer)
    {
        var list = new List<Contact>();
        for (var at = customers[customer].Newest; at != None; at = contacts[at].Before)
            list.Add(contacts[at].Contact);
        return list;
    }
}
