namespace Gallabox.Core.Metering;

/// <summary>The contacts of a customer who has more than a few, in order, so that each further one costs hardly more than the last.</summary>
internal sealed class ManyContacts
{
    private readonly SortedSet<(uint At, ushort Number)> deliveries = [];
    private readonly SortedSet<(ushort Number, uint At)> byNumber = [];
    private readonly SortedSet<(ushort Number, uint At)> inbounds = [];

    public int Count => deliveries.Count + inbounds.Count;

    public IEnumerable<Contact> All =>
        inbounds.Select(inbound => new Contact(inbound.Number, EntryKind.Inbound, inbound.At))
            .Concat(byNumber.Select(delivery => new Contact(delivery.Number, EntryKind.Delivery, delivery.At)));

    public void Add(Contact contact)
    {
        if (contact.Kind is EntryKind.Inbound)
        {
            inbounds.Add((contact.Number, contact.At));
            return;
        }

        deliveries.Add((contact.At, contact.Number));
        byNumber.Add((contact.Number, contact.At));
    }

    public void Remove(Contact contact)
    {
        if (contact.Kind is EntryKind.Inbound)
        {
            inbounds.Remove((contact.Number, contact.At));
            return;
        }

        deliveries.Remove((contact.At, contact.Number));
        byNumber.Remove((contact.Number, contact.At));
    }

    /// <param name="contact">Not kept, if anything but that is asked.</param>
    public Surroundings Around(Contact contact)
    {
        var around = new Surroundings(contact);
        var (number, kind, at) = contact;
        if ((kind is EntryKind.Inbound ? inbounds : byNumber).Contains((number, at)))
            around.See(contact);
        foreach (var (_, second) in Nearest<(ushort, uint)>(inbounds, (number, 0), (number, at), (number, uint.MaxValue)))
            around.SeeInbound(second);
        if (kind is EntryKind.Inbound)
            return around;
        foreach (var (_, second) in Nearest<(ushort, uint)>(byNumber, (number, 0), (number, at), (number, uint.MaxValue)))
            around.SeeDelivery(second / 60, isOfNumber: true);
        foreach (var (second, _) in Nearest<(uint, ushort)>(deliveries, (0, 0), (at, number), (uint.MaxValue, ushort.MaxValue)))
            around.SeeDelivery(second / 60, isOfNumber: false);
        return around;
    }

    private static IEnumerable<T> Nearest<T>(SortedSet<T> set, T first, T at, T last) =>
        set.GetViewBetween(first, at).Reverse().Take(1).Concat(set.GetViewBetween(at, last).Take(1));

    /// <summary>Deliveries of a number from a second on and before another.</summary>
    public IEnumerable<Contact> Deliveries(ushort number, uint from, long before) =>
        byNumber.GetViewBetween((number, from), (number, (uint)Math.Min(before - 1, uint.MaxValue)))
            .Select(delivery => new Contact(number, EntryKind.Delivery, delivery.At));
}
