namespace Gallabox.Core.Metering;

/// <param name="Number">Index of the number in its scope.</param>
/// <param name="At">Seconds since 1970.</param>
internal readonly record struct Contact(ushort Number, EntryKind Kind, uint At);

/// <summary>Is told of each delivery outside service windows that is added to the others around it, or was taken away from among them.</summary>
/// <param name="sign">1: added; -1: taken away.</param>
internal delegate void ContactMoved(in Surroundings around, int sign);

/// <summary>
/// The contacts of everybody of a scope, as far as they can still move a figure. What cannot is left out: a delivery within a
/// service window stays within it, as windows only become more; a message of the customer between two others whose windows meet
/// opens nothing that they do not. So a contact moves the figures by what lies next to it, however many there are.
/// </summary>
internal sealed class CustomerContacts
{
    private readonly KeptContacts kept = new();

    /// <summary>Bytes, about.</summary>
    public int Weight => kept.Weight;

    /// <summary>What work is measured by: contacts that were looked at, and questions to those that are kept in order.</summary>
    public long Steps => kept.Steps;

    /// <summary>The second of a customer's latest contact; 0 where none is kept.</summary>
    public uint Latest(int customer) => kept.All(customer).Select(contact => contact.At).DefaultIfEmpty().Max();

    /// <param name="moved">Null where the figures are known already.</param>
    /// <returns>False: it moves nothing, now or later, and is not kept.</returns>
    public bool Add(int customer, Contact contact, ContactMoved? moved)
    {
        var around = kept.Around(customer, contact);
        var isInbound = contact.Kind is EntryKind.Inbound;
        if (around.IsKnown || (isInbound ? around.OpensNothing : around.IsInWindow))
            return false;
        if (isInbound)
            foreach (var covered in kept.Deliveries(customer, contact.Number, contact.At, Surroundings.WindowEnd(contact.At)))
                Remove(customer, covered, moved);
        else
            moved?.Invoke(around, 1);
        kept.Add(customer, contact, around.Seen);
        if (isInbound)
            foreach (var neighbour in around.Inbounds)
                DropIfNeedless(customer, contact with { At = neighbour });
        return true;
    }

    /// <summary>Makes two customers one: the contacts of the one who has fewer go to the other.</summary>
    /// <returns>Who has them all now.</returns>
    public int Merge(int one, int other, ContactMoved? moved)
    {
        var (from, to) = kept.Count(one) < kept.Count(other) ? (one, other) : (other, one);
        var contacts = kept.All(from);
        foreach (var contact in contacts)
            Remove(from, contact, moved);
        foreach (var contact in contacts)
            Add(to, contact, moved);
        return to;
    }

    private void Remove(int customer, Contact contact, ContactMoved? moved)
    {
        kept.Remove(customer, contact);
        if (contact.Kind is EntryKind.Delivery && moved is not null)
            moved(kept.Around(customer, contact), -1);
    }

    private void DropIfNeedless(int customer, Contact inbound)
    {
        kept.Remove(customer, inbound);
        if (kept.Around(customer, inbound) is { OpensNothing: false } around)
            kept.Add(customer, inbound, around.Seen);
    }
}
