using Gallabox.Core.Cases;
using Xunit;
using static Gallabox.Core.Cases.CaseState;

namespace Gallabox.Core.Tests.Cases;

public sealed class CaseActsTests
{
    [Theory]
    [InlineData(AwaitingProof, "reject dues dues-settled cancel note", "cancel prove")]
    [InlineData(AwaitingDues, "reject dues dues-settled cancel note", "cancel")]
    [InlineData(AwaitingVolume, "reject dues dues-settled cancel note", "cancel")]
    [InlineData(InReview, "approve reject dues dues-settled cancel note", "cancel")]
    [InlineData(Scheduled, "reject dues dues-settled reschedule cancel note", "cancel")]
    [InlineData(Deleting, "confirm-deleted note", "confirm-deleted")]
    [InlineData(Completed, "note", "")]
    [InlineData(Cancelled, "note", "")]
    public void WhatEachMayDoToADeletion(CaseState state, string operators, string customers)
    {
        Assert.Equal(operators, string.Join(' ', CaseActs.AllowedTo(Actor.Operator, Deletion(state))));
        Assert.Equal(customers, string.Join(' ', CaseActs.AllowedTo(Actor.Customer, Deletion(state))));
    }

    [Theory]
    [InlineData(AwaitingTwoStepOff, "reject reschedule cancel note", "reschedule cancel check signup")]
    [InlineData(InReview, "approve reject reschedule cancel note", "reschedule cancel check signup")]
    [InlineData(AwaitingCode, "reject reschedule cancel note", "reschedule cancel check code resend")]
    [InlineData(Registering, "note", "")]
    [InlineData(Verifying, "note", "")]
    [InlineData(Completed, "note", "pin")]
    [InlineData(Cancelled, "note", "")]
    [InlineData(Expired, "note", "")]
    public void WhatEachMayDoToAMigration(CaseState state, string operators, string customers)
    {
        var migration = Deletion(state) with { Kind = CaseKind.Migration };
        Assert.Equal(operators, string.Join(' ', CaseActs.AllowedTo(Actor.Operator, migration)));
        Assert.Equal(customers, string.Join(' ', CaseActs.AllowedTo(Actor.Customer, migration)));
    }

    [Theory]
    [InlineData(AwaitingTwoStepOff, true)]
    [InlineData(InReview, true)]
    [InlineData(AwaitingCode, true)]
    [InlineData(Registering, false)]
    [InlineData(Verifying, false)]
    public void AnInterruptedMigrationCanBeTakenBackBeforeItsCutOverOnly(CaseState from, bool allowed)
    {
        var interrupted = Deletion(NeedsAttention) with { Kind = CaseKind.Migration, AttentionFrom = from };
        Assert.Equal(allowed, CaseActs.Allows(interrupted, "cancel", Actor.Customer));
        Assert.True(CaseActs.Allows(interrupted, "retry", Actor.Operator));
    }

    [Fact]
    public void AnInterruptedCaseAllowsWhatItsStageAllowsAndARetry() => Assert.Equal(
        "reject dues dues-settled reschedule cancel retry note",
        string.Join(' ', CaseActs.AllowedTo(Actor.Operator, Deletion(NeedsAttention) with { AttentionFrom = Scheduled })));

    [Fact]
    public void AnInterruptedDeletionCannotBeTakenBackAfterItsPointOfNoReturn() =>
        Assert.False(CaseActs.Allows(Deletion(NeedsAttention) with { AttentionFrom = Deleting }, "cancel", Actor.Operator));

    [Fact]
    public void NothingIsDecidedTwice()
    {
        var cancelled = Deletion(Scheduled) with { Ending = new(Cancelled, "customer:a@b.example", default, "") };
        Assert.Equal("note", string.Join(' ', CaseActs.AllowedTo(Actor.Operator, cancelled)));
        Assert.Empty(CaseActs.AllowedTo(Actor.Customer, cancelled));
    }

    private static Case Deletion(CaseState state) => new()
    {
        Id = "del-0000000001", Kind = CaseKind.Deletion, Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", State = state,
    };
}
