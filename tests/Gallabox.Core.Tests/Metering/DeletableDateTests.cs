using Gallabox.Core.Metering;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

public sealed class DeletableDateTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeletableRules Rules = new(1000, true, TimeSpan.FromDays(30));

    [Fact]
    public void AQuietNumberCanGoNow() => Assert.Equal(new DeletableDate(Now, null), Of(0, null));

    [Fact]
    public void APaidMessageBlocksForThirtyDays()
    {
        var paid = new DateTimeOffset(2026, 2, 12, 8, 30, 0, TimeSpan.Zero);
        var date = Of(1, paid);
        Assert.Equal(new DateTimeOffset(2026, 3, 14, 8, 30, 0, TimeSpan.Zero), date.From);
        Assert.Equal("because the last paid message was on 12 February", date.Reason);
    }

    [Fact]
    public void APaidMessageOfThirtyDaysAgoBlocksNoMore() => Assert.Null(Of(1, Now.AddDays(-30)).Reason);

    [Fact]
    public void MetasRuleCanBeTurnedOff() =>
        Assert.Null(DeletableDate.Of(new(1, Now, []), Rules with { PaidBlocks = false }, Now).Reason);

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void TheHouseRuleAllowsExactlyItsNumber(int sent, bool blocked) => Assert.Equal(blocked, Of(sent, null, (-5, sent)).Reason is not null);

    [Fact]
    public void TheHouseDateIsTheFirstDayOnWhichFewEnoughCount()
    {
        var date = Of(1200, null, (-20, 150), (-10, 100), (-1, 950));
        Assert.Equal(new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero), date.From);
        Assert.Contains("1,200 messages", date.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLaterOfBothRulesWins()
    {
        Assert.Contains("paid", Of(1200, Now.AddDays(-1), (-28, 1200)).Reason, StringComparison.Ordinal);
        Assert.Contains("messages were sent", Of(1200, Now.AddDays(-28), (-1, 1200)).Reason, StringComparison.Ordinal);
    }

    private static DeletableDate Of(int sent, DateTimeOffset? paid, params (int DaysAgo, int Sent)[] days) => DeletableDate.Of(
        new(sent, paid, [.. days.Select(day => new DailySent(DateOnly.FromDateTime(Now.AddDays(day.DaysAgo).UtcDateTime), day.Sent))]), Rules, Now);
}
