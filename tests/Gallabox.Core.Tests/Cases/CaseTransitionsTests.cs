using Gallabox.Core.Cases;
using Xunit;
using static Gallabox.Core.Cases.CaseState;

namespace Gallabox.Core.Tests.Cases;

public sealed class CaseTransitionsTests
{
    [Theory]
    [InlineData(AwaitingProof, "AwaitingDues AwaitingVolume InReview Scheduled Cancelled Rejected Expired NeedsAttention")]
    [InlineData(AwaitingDues, "AwaitingVolume InReview Scheduled Cancelled Rejected Expired NeedsAttention")]
    [InlineData(AwaitingVolume, "AwaitingDues InReview Scheduled Cancelled Rejected Expired NeedsAttention")]
    [InlineData(InReview, "AwaitingDues AwaitingVolume Scheduled Cancelled Rejected Expired NeedsAttention")]
    [InlineData(Scheduled, "AwaitingDues AwaitingVolume Deleting Cancelled Rejected NeedsAttention")]
    [InlineData(Deleting, "Completed NeedsAttention")]
    [InlineData(Completed, "")]
    [InlineData(Cancelled, "")]
    [InlineData(Rejected, "")]
    [InlineData(Expired, "")]
    [InlineData(AwaitingCode, "")]
    public void ADeletionGoesOnlyWhereItsTableSays(CaseState from, string next)
    {
        var allowed = Enum.GetValues<CaseState>().Where(to => to != from && CaseTransitions.Allows(CaseKind.Deletion, from, to));
        Assert.Equal(next.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), allowed.Select(state => state.ToString()).Order());
    }

    [Theory]
    [InlineData(AwaitingTwoStepOff, "InReview AwaitingCode Registering Cancelled Rejected Expired NeedsAttention")]
    [InlineData(InReview, "AwaitingTwoStepOff AwaitingCode Registering Cancelled Rejected Expired NeedsAttention")]
    [InlineData(AwaitingCode, "AwaitingTwoStepOff InReview Registering Cancelled Rejected Expired NeedsAttention")]
    [InlineData(Registering, "AwaitingCode Verifying NeedsAttention")]
    [InlineData(Verifying, "Completed NeedsAttention")]
    [InlineData(Completed, "")]
    [InlineData(Scheduled, "")]
    public void AMigrationGoesOnlyWhereItsTableSays(CaseState from, string next)
    {
        var allowed = Enum.GetValues<CaseState>().Where(to => to != from && CaseTransitions.Allows(CaseKind.Migration, from, to));
        Assert.Equal(next.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), allowed.Select(state => state.ToString()).Order());
    }

    [Theory]
    [InlineData(Scheduled, Scheduled, true)]
    [InlineData(Scheduled, Cancelled, true)]
    [InlineData(Scheduled, Completed, false)]
    [InlineData(Deleting, Deleting, true)]
    [InlineData(Deleting, Cancelled, false)]
    [InlineData(Deleting, Completed, true)]
    public void AnInterruptionLeadsBackToWhereItCameFrom(CaseState interrupted, CaseState to, bool allowed) =>
        Assert.Equal(allowed, CaseTransitions.Allows(CaseKind.Deletion, NeedsAttention, to, interrupted));

    [Fact]
    public void NoKindHasAWayBackFromItsPointOfNoReturn()
    {
        Assert.False(CaseTransitions.Allows(CaseKind.Deletion, Deleting, Cancelled));
        Assert.False(CaseTransitions.Allows(CaseKind.Migration, Verifying, Cancelled));
    }

    [Fact]
    public void EveryWorkingStateLeadsToAnEnd()
    {
        CaseState[] starts = [AwaitingProof, AwaitingTwoStepOff, AwaitingSignup];
        foreach (var (kind, start) in Enum.GetValues<CaseKind>().Zip(starts))
            Assert.Contains(Completed, Reachable(kind, start));
    }

    private static HashSet<CaseState> Reachable(CaseKind kind, CaseState start)
    {
        var reached = new HashSet<CaseState> { start };
        var open = new Queue<CaseState>(reached);
        while (open.TryDequeue(out var from))
            foreach (var to in Enum.GetValues<CaseState>().Where(to => CaseTransitions.Allows(kind, from, to) && reached.Add(to)))
                open.Enqueue(to);
        return reached;
    }
}
