using Gallabox.Local.Orchestration;
using Xunit;

namespace Gallabox.Local.Tests.Orchestration;

public sealed class SleepersPageTests
{
    private const int Page = 4;
    private readonly Sleepers sleepers = new(Page);

    [Fact]
    public void What_comes_while_a_page_is_read_is_kept_as_the_page_may_not_have_it()
    {
        sleepers.Add(At(9));
        Assert.Null(sleepers.BeginPage());
        sleepers.EndPage([At(1), At(2), At(3), At(4)]);
        Assert.Equal([1, 2, 3, 4, 9], Drain());
    }

    [Fact]
    public void What_lies_behind_the_horizon_comes_with_its_page()
    {
        sleepers.EndPage([At(1), At(2), At(3), At(4)]);
        sleepers.Add(At(9));
        sleepers.Add(At(3.5));
        Assert.Equal([1, 2, 3, 3.5, 4], Drain());
        Assert.True(sleepers.RunsLow);
        Assert.Equal(At(4), sleepers.BeginPage());
        Assert.False(sleepers.RunsLow);
        sleepers.EndPage([At(9)]);
        Assert.False(sleepers.RunsLow);
        sleepers.Add(At(12));
        Assert.Equal([9, 12], Drain());
    }

    [Fact]
    public void More_than_a_few_pages_are_not_kept_and_are_read_again()
    {
        sleepers.EndPage([]);
        for (var each = 1; each <= 50; each++)
        {
            sleepers.Add(At(each));
            Assert.InRange(sleepers.Count, 1, 4 * Page);
        }

        var kept = Drain();
        Assert.Equal(Enumerable.Range(1, kept.Count).Select(each => (double)each), kept);
        Assert.Equal(At(kept[^1]), sleepers.BeginPage());
    }

    private static IndexEntry At(double minute) => new(EngineHarness.Start.AddMinutes(minute), "i");

    private List<double> Drain()
    {
        List<double> minutes = [];
        while (sleepers.First is { } first)
        {
            minutes.Add((first.At - EngineHarness.Start).TotalMinutes);
            sleepers.Remove(first);
        }

        return minutes;
    }
}
