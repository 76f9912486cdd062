namespace Gallabox.Core.Metering;

/// <summary>
/// What lies around a contact among the others of its customer: all that decides what it changes. Only deliveries outside service
/// windows are among the others.
/// </summary>
internal struct Surroundings(Contact contact)
{
    private const int DayMinutes = 24 * 60;
    private const int Day = DayMinutes * 60;

    private long inboundBefore = -Day;
    private long inboundAfter = uint.MaxValue + (2L * Day);
    private Neighbours all = Neighbours.None;
    private Neighbours own = Neighbours.None;

    public Contact Contact { get; } = contact;

    /// <summary>Whether the contact is one of the others.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>How many of the others were taken in by <see cref="See"/>.</summary>
    public int Seen { get; private set; }

    /// <summary>The end of the service window that a message of the customer opens; the end itself is outside.</summary>
    public static long WindowEnd(uint inbound) => (long)inbound + Day;

    /// <summary>Of a delivery: within a service window of its number.</summary>
    public readonly bool IsInWindow => Contact.At < inboundBefore + Day;

    /// <summary>Of a message of the customer: the windows of those before and after it leave nothing to its own.</summary>
    public readonly bool OpensNothing => inboundAfter - inboundBefore <= Day;

    /// <summary>The customer's nearest messages to the same number, before and after.</summary>
    public readonly IEnumerable<uint> Inbounds =>
        ((long[])[inboundBefore, inboundAfter]).Where(at => at is >= 0 and <= uint.MaxValue).Select(at => (uint)at);

    /// <summary>Takes in one of the others.</summary>
    public void See(Contact other)
    {
        Seen++;
        if (other == Contact)
            IsKnown = true;
        else if (other.Kind is EntryKind.Delivery)
            SeeDelivery(other.At / 60, other.Number == Contact.Number);
        else if (other.Number == Contact.Number)
            SeeInbound(other.At);
    }

    public void SeeInbound(uint at)
    {
        if (at <= Contact.At)
            inboundBefore = Math.Max(inboundBefore, at);
        else
            inboundAfter = Math.Min(inboundAfter, at);
    }

    public void SeeDelivery(uint minute, bool isOfNumber)
    {
        all.See((int)minute, Minute);
        if (isOfNumber)
            own.See((int)minute, Minute);
    }

    /// <summary>Moves the figure of all numbers by what a delivery outside service windows adds to the others.</summary>
    /// <param name="sign">-1: by what it added.</param>
    public readonly void Move(CustomerFigure figure, int sign) => all.Move(figure, Minute, sign);

    /// <summary>The same of the figure of its number.</summary>
    public readonly void MoveOwn(CustomerFigure figure, int sign) => own.Move(figure, Minute, sign);

    private readonly int Minute => (int)(Contact.At / 60);

    /// <summary>The minutes of the nearest deliveries: a customer counts from a delivery's minute on for 24 hours, and once however many there are.</summary>
    private struct Neighbours
    {
        private int before;
        private int after;

        public static Neighbours None { get; } = new() { before = int.MinValue / 2, after = int.MaxValue };

        public void See(int other, int minute)
        {
            if (other <= minute)
                before = Math.Max(before, other);
            else
                after = Math.Min(after, other);
        }

        public readonly void Move(CustomerFigure figure, int minute, int sign)
        {
            var (begin, end) = (Math.Max(minute, before + DayMinutes + 1), Math.Min(minute + DayMinutes + 1, after));
            if (begin >= end)
                return;
            figure.Add(begin, sign);
            figure.Add(end, -sign);
        }
    }
}
