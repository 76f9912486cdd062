using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>A PIN is kept for as long as it may be the number's, and no longer.</summary>
public sealed class KeptPinTests
{
    private const string Deletion = "del-0000000001";

    [Fact]
    public void ADeletedNumberLeavesNoPinBehind()
    {
        var bench = new MigrationBench();
        MigrationJourneyTests.Completed(bench);
        bench.Do(() => OpenDeletionAsync(bench));
        Assert.Equal(bench.Meta.Nodes.Values.Single().Pin, bench.Pin);
        bench.Do(() => bench.Get<DeletionClosing>().CompleteAsync(new CaseRef(Deletion), CancellationToken.None));
        Assert.Empty(bench.Secrets.Kept);
        Assert.Equal(CaseState.Completed, bench.StateOf(Deletion));
    }

    [Fact]
    public void TheNextMigrationLeavesOnlyItsOwnPin()
    {
        var bench = new MigrationBench { Meta = { Accounts = { ["7302"] = new("7302", "Another", "APPROVED", "verified", "pay-1", FakeMeta.Owner) } } };
        var first = MigrationJourneyTests.Completed(bench);
        var form = new MigrationForm { Phone = MigrationBench.Phone, SourceProvider = "Gallabox", SourceWabaId = FakeMeta.Waba, DestinationWabaId = "7302" };
        bench.Meta.Nodes.Values.Single().Pin = null;
        var second = Assert.IsType<MigrationOpening.Opened>(bench.Fill(form, "n-2")).Case.Id;
        bench.Until(second, file => file.Case.WaitsFor?.What == "code");
        Assert.Contains($"pin-{first}", bench.Secrets.Kept.Keys);
        bench.Prove(second);
        bench.RunUntil(second, CaseState.Completed);
        Assert.Equal(($"pin-{second}", bench.Meta.Nodes.Values.Single(node => node.WabaId == "7302").Pin), (bench.Secrets.Kept.Single().Key, bench.Pin));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    public void APinThatALostCallMayHaveSetIsKeptUntilMetaShowsNone(bool? showsPin, bool isKept)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", RegisterRefusalTests.Failure("unknown-outcome"), RegisterRefusalTests.Failure("133005"));
        var on = bench.OpenToCode();
        bench.Meta.Nodes.Values.Single().ShowsPin = showsPin;
        bench.Prove(on);
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromHours(1));
        Assert.Equal(2, bench.Meta.Made("register"));
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
        Assert.Equal(isKept, bench.Pin is not null);
    }

    [Fact]
    public void APinWhoseCallWasLostIsKeptWhereTheNumberIsNotShownAnyMore()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToLostRegister();
        bench.Meta.Nodes.Clear();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(5));
        bench.Act(on, "retry", Actor.Operator);
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromMinutes(5));
        bench.Meta.Nodes.Clear();
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
        Assert.NotNull(bench.Pin);
    }

    /// <summary>The deletion of the number, at the moment at which Meta does not show it any more.</summary>
    private static Task OpenDeletionAsync(MigrationBench bench)
    {
        var opened = new Case { Id = Deletion, Kind = CaseKind.Deletion, Phone = PhoneNumber.Parse(MigrationBench.Phone), AccountId = "kettle", State = CaseState.Deleting };
        var facts = new DeletionFacts
        {
            Request = new(MigrationBench.Address, "<1@kettle.example>", "Request for Deletion of Phone Number", [], bench.World.Now),
            Correspondents = [MigrationBench.Address],
        };
        return bench.Get<CaseStore>().OpenAsync(opened, facts, new TimelineEntry(bench.World.Now, "customer:a", "opened", "It began."), CancellationToken.None);
    }
}
