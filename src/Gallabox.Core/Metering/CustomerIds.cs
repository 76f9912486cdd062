using System.Runtime.InteropServices;

namespace Gallabox.Core.Metering;

/// <summary>
/// Which ids are one person's, and since which hour that is stored. A customer is named by a place, which ids share once they
/// were seen together.
/// </summary>
internal sealed class CustomerIds
{
    private const int None = -1;

    /// <summary>
    /// By so many hours less one what is stored may lag behind the person's latest contact. When it is forgotten after 50, that contact
    /// is 27 hours old and counts no more; so it never takes anybody from the figures that the ids part then.
    /// </summary>
    private const int MaxLag = 24;

    private readonly Dictionary<ulong, int> byId = [];
    private readonly List<int> mergedInto = [];
    private readonly Dictionary<int, int> newest = [];
    private readonly List<(ulong User, ulong Phone, int Hour, int Before)> links = [];

    /// <summary>Bytes, about.</summary>
    public int Weight => (byId.Count * 41) + (links.Count * 60);

    /// <summary>The customer with an id; a new one where it was never seen.</summary>
    public int Of(ulong id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(byId, id, out var known);
        if (!known)
        {
            place = mergedInto.Count;
            mergedInto.Add(None);
        }

        while (mergedInto[place] is var into && into != None)
            place = into;
        return place;
    }

    /// <summary>Makes two customers one.</summary>
    public void Merge(int into, int other)
    {
        mergedInto[other] = into;
        if (!newest.Remove(other, out var first))
            return;
        var last = first;
        while (links[last].Before != None)
            last = links[last].Before;
        CollectionsMarshal.AsSpan(links)[last].Before = newest.GetValueOrDefault(into, None);
        newest[into] = first;
    }

    /// <summary>Takes in that two ids of a customer were seen together.</summary>
    /// <param name="hour">For which that is stored; 0: it is not.</param>
    public void Add(int customer, ulong user, ulong phone, int hour)
    {
        for (var at = newest.GetValueOrDefault(customer, None); at != None; at = links[at].Before)
        {
            ref var link = ref CollectionsMarshal.AsSpan(links)[at];
            if ((link.User, link.Phone) != (user, phone))
                continue;
            link.Hour = Math.Max(link.Hour, hour);
            return;
        }

        links.Add((user, phone, hour, newest.GetValueOrDefault(customer, None)));
        newest[customer] = links.Count - 1;
    }

    /// <summary>Lists what has to be stored, so that what makes the customer one person is kept for as long as a contact counts.</summary>
    /// <param name="at">The second of the latest contact.</param>
    public void Refresh(int customer, uint at, List<CustomerEntry> fresh)
    {
        for (var next = newest.GetValueOrDefault(customer, None); next != None; next = links[next].Before)
        {
            ref var link = ref CollectionsMarshal.AsSpan(links)[next];
            if (link.Hour + MaxLag > MeterTime.Hour(at))
                continue;
            link.Hour = MeterTime.Hour(at);
            fresh.Add(new CustomerEntry(link.User, EntryKind.Link, 0, at, link.Phone));
        }
    }
}
