namespace Gallabox.Core.Metering;

internal enum ContactKind : byte
{
    /// <summary>A message of ours reached the customer.</summary>
    Delivery = 1,

    /// <summary>The customer wrote, which opens a service window of 24 hours.</summary>
    Inbound = 2,
}

/// <param name="Number">Index of the number in its scope.</param>
/// <param name="At">Seconds since 1970.</param>
internal readonly record struct Contact(ushort Number, ContactKind Kind, uint At);

/// <summary>One person, whatever ids were seen, with the contacts of the last two days.</summary>
internal sealed class Customer
{
    private const int Day = 24 * 3600;
    private const int DayMinutes = 24 * 60;

    private List<Contact> contacts = new(1);

    /// <summary>Set when this turned out to be the same person as another.</summary>
    public Customer? MergedInto { get; private set; }

    /// <summary>False: it is known already.</summary>
    public bool Add(Contact contact)
    {
        if (contacts.Contains(contact))
            return false;
        contacts.Add(contact);
        return true;
    }

    public void Absorb(Customer other)
    {
        foreach (var contact in other.contacts)
            Add(contact);
        other.contacts = [];
        other.MergedInto = this;
    }

    public IEnumerable<ushort> Numbers() => contacts.Select(contact => contact.Number).Distinct();

    /// <summary>
    /// The minutes in which the customer counts, as begins and ends: from a delivery outside a service window of its number on for
    /// 24 hours, overlapping stretches made one.
    /// </summary>
    /// <param name="number">Deliveries of this number only; null: of all.</param>
    /// <param name="sign">1 to add to the figure, -1 to take away.</param>
    public void Count(CustomerFigure figure, ushort? number, int sign)
    {
        if (contacts is [{ Kind: ContactKind.Delivery } only])
        {
            // By far the most common customer.
            if (number is null || only.Number == number)
                Step(figure, (int)(only.At / 60), (int)(only.At / 60) + DayMinutes + 1, sign);
            return;
        }

        var (begin, end) = (0, -1);
        foreach (var minute in Outside(number))
        {
            if (minute > end)
            {
                if (end >= 0)
                    Step(figure, begin, end, sign);
                begin = minute;
            }

            end = minute + DayMinutes + 1;
        }

        if (end >= 0)
            Step(figure, begin, end, sign);
    }

    private static void Step(CustomerFigure figure, int begin, int end, int sign)
    {
        figure.Add(begin, sign);
        figure.Add(end, -sign);
    }

    /// <summary>Minutes of deliveries outside a service window, ascending.</summary>
    private List<int> Outside(ushort? number)
    {
        var minutes = new List<int>();
        foreach (var delivery in contacts)
            if (delivery.Kind is ContactKind.Delivery && (number is null || delivery.Number == number) && !InWindow(delivery))
                minutes.Add((int)(delivery.At / 60));
        minutes.Sort();
        return minutes;
    }

    private bool InWindow(Contact delivery)
    {
        foreach (var contact in contacts)
            if (contact.Kind is ContactKind.Inbound && contact.Number == delivery.Number && contact.At <= delivery.At && delivery.At - contact.At < Day)
                return true;
        return false;
    }
}
