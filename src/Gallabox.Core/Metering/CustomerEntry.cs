namespace Gallabox.Core.Metering;

/// <summary>What is kept of one event: a contact, that two ids are one person's, or both.</summary>
internal enum EntryKind : byte
{
    /// <summary>A message of ours reached the customer.</summary>
    Delivery = 1,

    /// <summary>The customer wrote, which opens a service window of 24 hours.</summary>
    Inbound = 2,

    /// <summary>No contact: two ids turned out to be one person's.</summary>
    Link = 3,
}

/// <summary>As it is stored; ordered by customer.</summary>
/// <param name="Customer">The <see cref="CountedHash"/> of one of the person's ids.</param>
/// <param name="Number">Index of the number in its scope.</param>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Other">That of another id of the same person; 0: the entry tells of none.</param>
internal readonly record struct CustomerEntry(ulong Customer, EntryKind Kind, ushort Number, uint At, ulong Other) : IComparable<CustomerEntry>
{
    public int CompareTo(CustomerEntry other) => Customer.CompareTo(other.Customer);
}
