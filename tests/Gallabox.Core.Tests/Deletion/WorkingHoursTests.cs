using Gallabox.Core.Deletion;
using Xunit;

namespace Gallabox.Core.Tests.Deletion;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("Asia/Kolkata", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z")] // Monday 14:30: within.
    [InlineData("Asia/Kolkata", "2026-03-02T01:00:00Z", "2026-03-02T04:30:00Z")] // Monday 06:30: opens at 10:00.
    [InlineData("Asia/Kolkata", "2026-03-02T12:00:00Z", "2026-03-03T04:30:00Z")] // Monday 17:30: closed, Tuesday.
    [InlineData("Asia/Kolkata", "2026-03-06T12:00:00Z", "2026-03-09T04:30:00Z")] // Friday 17:30: Monday.
    [InlineData("Asia/Kolkata", "2026-03-07T06:00:00Z", "2026-03-09T04:30:00Z")] // Saturday: Monday.
    [InlineData("Asia/Kolkata", "2026-03-08T20:00:00Z", "2026-03-09T04:30:00Z")] // Sunday in UTC, Monday 01:30 there.
    [InlineData("America/New_York", "2026-03-06T23:00:00Z", "2026-03-09T14:00:00Z")] // Over the change to summer time.
    [InlineData("Europe/Berlin", "2026-10-23T16:00:00Z", "2026-10-26T09:00:00Z")] // Over the change to winter time.
    [InlineData("Pacific/Auckland", "2026-03-01T20:59:00Z", "2026-03-01T21:00:00Z")] // Monday 09:59 there.
    public void TheFirstMomentInWorkingTime(string zone, string from, string first)
    {
        var hours = new WorkingHours(TimeZoneInfo.FindSystemTimeZoneById(zone), 10, 17);
        Assert.Equal(DateTimeOffset.Parse(first, null), hours.FirstFrom(DateTimeOffset.Parse(from, null)));
    }

    [Fact]
    public void EveryHourOfAYearLeadsIntoWorkingTimeAndNeverBack()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");
        var hours = new WorkingHours(zone, 9, 18);
        for (var at = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.Zero); at.Year == 2026; at = at.AddHours(1))
        {
            var first = hours.FirstFrom(at);
            var local = TimeZoneInfo.ConvertTime(first, zone);
            Assert.True(first >= at && local.Hour is >= 9 and < 18 && local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), $"{at:O} led to {local:O}");
        }
    }
}
