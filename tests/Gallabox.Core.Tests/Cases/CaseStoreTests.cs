using Gallabox.Core.Cases;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Cases;

public sealed class CaseStoreTests
{
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+919876543210");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTableStore tables = new();
    private readonly CaseIndex index;
    private readonly CaseStore cases;

    public CaseStoreTests()
    {
        index = new CaseIndex(tables);
        cases = new CaseStore(tables, index, time);
    }

    [Fact]
    public async Task ANumberHasOneOpenCase()
    {
        Assert.Equal("del-A", await OpenAsync("del-A"));
        Assert.Equal("del-A", await OpenAsync("del-B"));
        Assert.Null(await cases.FindAsync("del-B", default));
    }

    [Fact]
    public async Task OpeningTwiceOpensOnce()
    {
        await OpenAsync("del-A");
        await OpenAsync("del-A");
        Assert.Single(await cases.TimelineAsync("del-A", default));
    }

    [Fact]
    public async Task AnEndFreesTheNumber()
    {
        await OpenAsync("del-A");
        await MoveAsync("del-A", CaseState.Cancelled);
        Assert.Equal("del-B", await OpenAsync("del-B"));
    }

    [Fact]
    public async Task AClaimThatACrashLeftBehindIsTakenOver()
    {
        await OpenAsync("del-A");
        await MoveAsync("del-A", CaseState.Cancelled);
        await index.ClaimAsync(Phone, "del-A", time.GetUtcNow(), default);
        Assert.Equal("del-B", await OpenAsync("del-B"));
    }

    [Fact]
    public async Task AClaimWhoseCaseWasNeverWrittenIsTakenOverOnceItsOpeningMustHaveEnded()
    {
        await index.ClaimAsync(Phone, "del-A", time.GetUtcNow(), default);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("del-A", await OpenAsync("del-B"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("del-B", await OpenAsync("del-B"));
    }

    [Fact]
    public async Task FiftyWritersAllLeaveTheirEntry()
    {
        await OpenAsync("del-A");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(no => Task.Run(() => cases.ChangeAsync<int>("del-A", today =>
            new(today.Case, today.Facts + 1, new(time.GetUtcNow(), "operator:test", "note", $"{no}")), default))));
        Assert.Equal(50, (await cases.GetAsync<int>("del-A", default)).Facts);
        Assert.Equal(51, (await cases.TimelineAsync("del-A", default)).Count);
        Assert.Equal(51, (await cases.FindAsync("del-A", default))!.Entries);
    }

    [Fact]
    public async Task AnIllegalChangeIsABugAndWritesNothing()
    {
        await OpenAsync("del-A");
        await Assert.ThrowsAsync<InvalidOperationException>(() => MoveAsync("del-A", CaseState.Completed));
        Assert.Equal(CaseState.InReview, (await cases.FindAsync("del-A", default))!.State);
    }

    [Fact]
    public async Task ListsFollowTheState()
    {
        await OpenAsync("del-A");
        await MoveAsync("del-A", CaseState.Scheduled);
        Assert.Empty((await cases.ListAsync(new CaseFilter(CaseState.InReview), null, 10, default)).Cases);
        Assert.Single((await cases.ListAsync(new CaseFilter(CaseState.Scheduled, CaseKind.Deletion, Phone), null, 10, default)).Cases);
        Assert.Empty((await cases.ListAsync(new CaseFilter(Kind: CaseKind.Migration), null, 10, default)).Cases);
    }

    [Fact]
    public async Task ListsArePaged()
    {
        foreach (var no in Enumerable.Range(10, 25))
            await OpenAsync($"del-{no}", PhoneNumber.Parse($"+9198765432{no}"));
        var seen = new List<string>();
        string? next = null;
        do
        {
            (var page, next) = await cases.ListAsync(new CaseFilter(), next, 10, default);
            seen.AddRange(page.Select(found => found.Id));
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(10, 25).Select(no => $"del-{no}"), seen);
    }

    private Task<string> OpenAsync(string id, PhoneNumber? phone = null) => cases.OpenAsync(
        new Case { Id = id, Kind = CaseKind.Deletion, Phone = phone ?? Phone, AccountId = "kettle", State = CaseState.InReview },
        0, new TimelineEntry(time.GetUtcNow(), "customer:asha@kettle.example", "opened", "Asked."), default);

    private Task MoveAsync(string id, CaseState state) =>
        cases.ChangeAsync<int>(id, today => new(today.Case with { State = state }, today.Facts, new(time.GetUtcNow(), "system", "moved", "Moved.")), default);
}
