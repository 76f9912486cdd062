using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Cases;

public sealed class CaseTroubleTests
{
    private static readonly Trouble Stuck = new("del-A", "AwaitTheDay", FailureKind.NeedsPerson, "deletion:not-told", "It came back.", Abandonable: true);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly CaseStore cases;
    private readonly CaseTrouble trouble;

    public CaseTroubleTests()
    {
        var tables = new InMemoryTableStore();
        cases = new CaseStore(tables, new CaseIndex(tables), time);
        trouble = new CaseTrouble(cases, time);
    }

    [Fact]
    public async Task WhatTheStepThatRecoveredWaitsForStays()
    {
        await OpenAsync();
        await trouble.ParkAsync(Stuck with { Kind = FailureKind.Transient, Code = "sendgrid:500" }, default);
        Assert.Equal("provider", (await cases.FindAsync("del-A", default))!.WaitsFor!.What);
        var task = new Wait("deletion_at_meta", "customer");
        await cases.ChangeAsync<int>("del-A", today => new(today.Case with { WaitsFor = task }, today.Facts, null), default);
        await trouble.RecoverAsync(new CaseRef("del-A"), default);
        Assert.Equal(task, (await cases.FindAsync("del-A", default))!.WaitsFor);
    }

    [Fact]
    public async Task AWaitWhoseMomentHasPassedIsNotLookedAtWithoutAPause()
    {
        await OpenAsync();
        await trouble.ParkAsync(Stuck, default);
        await cases.ChangeAsync<int>("del-A", today =>
            new(today.Case with { WaitsFor = new Wait("date", "time", time.GetUtcNow().AddDays(1)) }, today.Facts, null), default);
        time.Advance(TimeSpan.FromDays(2));
        var parked = await trouble.LookAsync(new ParkedCase("del-A", Abandonable: true), default);
        Assert.True(parked.Waits);
        Assert.True(parked.LookAgainAt > time.GetUtcNow());
    }

    private Task OpenAsync() => cases.OpenAsync(new Case
    {
        Id = "del-A", Kind = CaseKind.Deletion, Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", State = CaseState.Scheduled,
    }, 0, new TimelineEntry(time.GetUtcNow(), "customer:asha", "opened", "It began."), default);
}
