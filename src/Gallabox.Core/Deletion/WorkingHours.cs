namespace Gallabox.Core.Deletion;

/// <summary>Working time, Monday to Friday, in a customer's own time zone.</summary>
/// <param name="Zone">The account's time zone.</param>
/// <param name="StartsAt">First hour of the working day.</param>
/// <param name="EndsAt">The hour at which it is over.</param>
public sealed record WorkingHours(TimeZoneInfo Zone, int StartsAt, int EndsAt)
{
    /// <summary>The first moment in working time that is not before another moment. Answered in UTC.</summary>
    public DateTimeOffset FirstFrom(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone).DateTime;
        if (local.Hour >= EndsAt)
            local = local.Date.AddDays(1);
        while (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            local = local.Date.AddDays(1);
        var opens = local.Date.AddHours(StartsAt);
        return ToUtc(local < opens ? opens : local);
    }

    /// <summary>A local time that a clock change skips is read as the first one after the gap.</summary>
    private DateTimeOffset ToUtc(DateTime local)
    {
        var unzoned = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(unzoned))
            unzoned = unzoned.AddMinutes(15);
        return new DateTimeOffset(unzoned, Zone.GetUtcOffset(unzoned)).ToUniversalTime();
    }
}
