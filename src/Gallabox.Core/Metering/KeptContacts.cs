using System.Runtime.InteropServices;

namespace Gallabox.Core.Metering;

/// <summary>
/// Contacts by customer. A few of one customer are a list within a list, without an object, so some 60 bytes a customer; those of
/// who has more are kept in order. A customer is named by a place.
/// </summary>
internal sealed class KeptContacts
{
    private const int None = -1;

    /// <summary>The most that are walked through.</summary>
    private const int Few = 32;

    private readonly List<int> newest = [];
    private readonly List<(Contact Contact, int Before)> few = [];
    private readonly Dictionary<int, ManyContacts> many = [];
    private int free = None;
    private int inOrder;

    /// <summary>Bytes, about.</summary>
    public int Weight => (newest.Count * 4) + (few.Count * 16) + (many.Count * 600) + (inOrder * 112);

    public long Steps { get; private set; }

    public int Count(int customer) => many.TryGetValue(customer, out var its) ? its.Count : All(customer).Count;

    public List<Contact> All(int customer)
    {
        if (many.TryGetValue(customer, out var its))
        {
            Steps += its.Count;
            return [.. its.All];
        }

        var all = new List<Contact>();
        for (var at = Newest(customer); at != None; at = few[at].Before)
            all.Add(few[at].Contact);
        Steps += all.Count;
        return all;
    }

    /// <summary>Deliveries of a number from a second on and before another.</summary>
    public List<Contact> Deliveries(int customer, ushort number, uint from, long before)
    {
        if (many.TryGetValue(customer, out var its))
            return [.. its.Deliveries(number, from, before)];
        return All(customer).FindAll(contact => contact.Kind is EntryKind.Delivery && contact.Number == number && contact.At >= from && contact.At < before);
    }

    public Surroundings Around(int customer, Contact contact)
    {
        Steps++;
        if (many.TryGetValue(customer, out var its))
            return its.Around(contact);
        var around = new Surroundings(contact);
        for (var at = Newest(customer); at != None; at = few[at].Before)
            around.See(few[at].Contact);
        Steps += around.Seen;
        return around;
    }

    /// <param name="contact">Not kept yet.</param>
    /// <param name="others">How many contacts the customer has, as far as they are a few.</param>
    public void Add(int customer, Contact contact, int others)
    {
        if (others >= Few)
            Order(customer);
        if (many.TryGetValue(customer, out var its))
        {
            its.Add(contact);
            inOrder++;
            return;
        }

        ref var last = ref Newest(customer);
        last = Put((contact, last));
    }

    /// <param name="contact">One that is kept.</param>
    public void Remove(int customer, Contact contact)
    {
        if (many.TryGetValue(customer, out var its))
        {
            its.Remove(contact);
            inOrder--;
            return;
        }

        ref var at = ref Newest(customer);
        var entries = CollectionsMarshal.AsSpan(few);
        while (entries[at].Contact != contact)
            at = ref entries[at].Before;
        Free(ref at);
    }

    private void Order(int customer)
    {
        var its = new ManyContacts();
        for (ref var at = ref Newest(customer); at != None; Free(ref at))
            its.Add(few[at].Contact);
        many[customer] = its;
        inOrder += its.Count;
    }

    private int Put((Contact Contact, int Before) entry)
    {
        if (free == None)
        {
            few.Add(entry);
            return few.Count - 1;
        }

        var place = free;
        free = few[place].Before;
        few[place] = entry;
        return place;
    }

    /// <summary>Takes an entry out of its list, of which it is where <paramref name="at"/> leads.</summary>
    private void Free(ref int at)
    {
        var place = at;
        at = few[place].Before;
        few[place] = (default, free);
        free = place;
    }

    private ref int Newest(int customer)
    {
        while (newest.Count <= customer)
            newest.Add(None);
        return ref CollectionsMarshal.AsSpan(newest)[customer];
    }
}
