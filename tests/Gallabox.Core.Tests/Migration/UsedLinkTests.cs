using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Tests.Support.Powered;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>A link to the form opens one case, of the first number that is entered with it.</summary>
public sealed class UsedLinkTests
{
    /// <summary>What an opening writes: the claim of the link, that of the number, four lists, the case.</summary>
    private const int Operations = 7;
    private static readonly MigrationForm first = new() { Phone = MigrationBench.Phone, SourceProvider = "Old Provider", DestinationWabaId = FakeMeta.Waba };
    private static readonly MigrationForm second = first with { Phone = "+919812300002" };

    [Fact]
    public void OfTwoNumbersAtOnceOneHasTheLink()
    {
        for (var at = 1; at <= Operations; at++)
        {
            var (bench, meanwhile, answer) = AtOnce(at, second);
            Assert.Single(new[] { meanwhile, answer }, each => each is MigrationOpening.Opened);
            Assert.Single(new[] { meanwhile, answer }, each => each is MigrationOpening.Used);
            Assert.Single(Opened(bench));
        }
    }

    [Fact]
    public void TheSameNumberTwiceAtOnceLeadsToItsCase()
    {
        for (var at = 1; at <= Operations; at++)
        {
            var (bench, meanwhile, answer) = AtOnce(at, first);
            var on = Assert.Single(Opened(bench)).Id;
            Assert.All([meanwhile, answer], each => Assert.Equal(on, Assert.IsType<MigrationOpening.Opened>(each).Case.Id));
        }
    }

    [Fact]
    public void TheSameNumberAgainFinishesWhatACrashHasInterruptedAndNoOtherDoes()
    {
        foreach (var isAfter in new[] { false, true })
        {
            for (var at = 1; at <= Operations; at++)
            {
                var bench = Ready();
                bench.Power.CutAt(at, isAfter);
                Assert.Throws<PowerGoneException>(() => bench.Fill(first));
                var isClaimed = at > 1 || isAfter;
                Assert.Equal(isClaimed, bench.Fill(isClaimed ? second : first) is MigrationOpening.Used);
                var on = Assert.IsType<MigrationOpening.Opened>(bench.Fill(first)).Case.Id;
                Assert.IsType<MigrationOpening.Used>(bench.Fill(second));
                bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromMinutes(5));
                Assert.Single(Opened(bench));
            }
        }
    }

    [Fact]
    public void AUsedLinkRefusesAnotherNumberAndLeadsToItsCaseOtherwise()
    {
        var bench = new MigrationBench();
        var on = bench.Open();
        Assert.IsType<MigrationOpening.Used>(bench.Fill(second));
        Assert.Equal(on, Assert.IsType<MigrationOpening.Opened>(bench.Fill(first with { Phone = "", DestinationWabaId = "" })).Case.Id);
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
        Assert.IsType<MigrationOpening.Used>(bench.Fill(second));
        Assert.Equal(on, Assert.IsType<MigrationOpening.Opened>(bench.Fill(first)).Case.Id);
    }

    /// <summary>The account is there, and nothing else.</summary>
    private static MigrationBench Ready()
    {
        var bench = new MigrationBench();
        Assert.IsType<MigrationOpening.Invalid>(bench.Fill(new MigrationForm()));
        return bench;
    }

    /// <summary>The first number is entered, and another form is sent right before that operation of its opening.</summary>
    private static (MigrationBench Bench, MigrationOpening? Meanwhile, MigrationOpening Answer) AtOnce(int operation, MigrationForm other)
    {
        var bench = Ready();
        MigrationOpening? meanwhile = null;
        bench.Power.On(bench.Power.Used + operation, () => _ = SendAsync());
        var answer = bench.Fill(first);
        return (bench, meanwhile, answer);

        async Task SendAsync() => meanwhile = await bench.FillAsync(other);
    }

    private static IReadOnlyList<Case> Opened(MigrationBench bench) =>
        bench.Do(() => bench.Get<CaseStore>().ListAsync(new CaseFilter(Kind: CaseKind.Migration), null, 10, CancellationToken.None)).Cases;
}
