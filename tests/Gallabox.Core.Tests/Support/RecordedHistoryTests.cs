using Gallabox.Core.Orchestration;
using Xunit;

namespace Gallabox.Core.Tests.Support;

public sealed class RecordedHistoryTests
{
    private const string Fourth = "line 12: recorded is '4 wait for event collect until 2026-01-06T00:01:00Z', today: ";
    private static readonly Activity<Letter, Done> print = new("Print");
    private static readonly Activity<Letter, Letter> stamp = new("Stamp");

    [Fact]
    public void Todays_code_replays_what_was_recorded() => RecordedHistory.Verify("sample-posting", Run(Posting()));

    public static TheoryData<string, string> Changes => new()
    {
        { "another call", "line 4: recorded is '1 call Print {\"text\":\"hello\"}', today: '1 call Stamp {\"text\":\"hello\"}'." },
        { "another delay", Fourth + "'4 wait for event collect until 2026-01-07T00:01:00Z'." },
        { "no end", "line 15: recorded is 'continues as new', today: '5 wait until 2026-01-04T00:00:00Z'." },
        { "throws", Fourth + "'it throws InvalidOperationException: changed'." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_fails_at_its_first_difference(string change, string difference)
    {
        var recorded = Run(Posting()).History;
        Assert.Null(RecordedHistory.Difference(recorded, Run(Posting()).Orchestrator));
        var catalog = new OrchestrationCatalog().Add(Posting(change));
        Assert.Equal(difference, RecordedHistory.Difference(recorded, catalog.Orchestrators["Posting"]));
    }

    [Fact]
    public void A_history_that_nobody_recorded_is_a_failure_and_not_written()
    {
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => RecordedHistory.Verify("no-such-history", Run(Posting()), record: false));
        Assert.Contains(RecordedHistory.RecordVariable, failure.Message, StringComparison.Ordinal);
    }

    private static VirtualRun Run(Orchestrator<Letter> posting)
    {
        var tries = 0;
        return new VirtualFlow(instanceId: "letter-1")
            .OnCall(print, _ => tries++ == 0 ? throw new TransientFailureException("printer:jam", "A \"jam\".\nTwice.") : Done.Instance)
            .OnCall(stamp, letter => letter with { Stamps = 2 })
            .RaiseAt(TimeSpan.FromDays(2), "collect")
            .Run(posting, new Letter("hello"));
    }

    /// <summary>Prints with one retry, waits to be collected, starts anew once to stamp.</summary>
    private static Orchestrator<Letter> Posting(string change = "") => new("Posting", "1", async (flow, letter) =>
    {
        if (letter.Stamps is not null)
        {
            await flow.CallAsync(stamp, letter);
            return;
        }

        if (change == "another call")
            await flow.CallAsync(stamp, letter);
        await flow.CallAsync(print, letter, new RetryPolicy(TimeSpan.FromMinutes(1), 1, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));
        flow.SetStatus("printed");
        if (change == "throws")
            throw new InvalidOperationException("changed");
        await flow.WaitForEventAsync("collect", flow.Now.AddDays(change == "another delay" ? 6 : 5));
        if (change == "no end")
            await flow.WaitUntilAsync(flow.Now.AddDays(1));
        flow.ContinueAsNew(letter with { Stamps = 1 });
    });

    private sealed record Letter(string Text, int? Stamps = null);
}
