using System.Collections.Concurrent;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Local.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

public sealed class LocalWorkQueueTests : IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryTableStore tables = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private readonly Worker worker = new();
    private LocalWorkQueue queue;

    public LocalWorkQueueTests() => queue = Create();

    public Task InitializeAsync() => queue.StartAsync(CancellationToken.None);

    public Task DisposeAsync() => queue.StopAsync(CancellationToken.None);

    [Fact]
    public async Task A_message_is_worked_on_once_and_gone()
    {
        await SendAsync("a", "one");
        await SettleAsync();

        Assert.Equal(["one"], worker.Done);
        Assert.Null(queue.NextDue);
    }

    [Fact]
    public async Task An_id_that_waits_is_not_accepted_twice()
    {
        worker.Fail = _ => new TransientFailureException("t", "not now");
        await SendAsync("a", "one");
        await SettleAsync();
        await SendAsync("a", "two");
        worker.Fail = _ => null;
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["one"], worker.Done);
    }

    [Fact]
    public async Task A_failed_message_comes_back_later_and_later_and_is_then_kept_as_dead()
    {
        worker.Fail = _ => new TransientFailureException("t:503", "busy");
        await SendAsync("a", "one");
        await SettleAsync();
        var waits = new List<TimeSpan>();
        while (queue.NextDue is { } due)
        {
            waits.Add(due - time.GetUtcNow());
            await AdvanceAsync(due - time.GetUtcNow());
        }

        var dead = Assert.Single(await queue.ListAsync(null, 10, CancellationToken.None));
        Assert.Equal((WorkRetry.MaxAttempts, "t:503", "busy"), (dead.Attempts, dead.Code, dead.Reason));
        Assert.Equal(WorkRetry.MaxAttempts, worker.Started.Count);
        Assert.Equal(WorkRetry.MaxAttempts - 1, waits.Count);
        Assert.Equal(waits.Order(), waits);
    }

    [Fact]
    public async Task What_no_repeat_can_help_is_dead_at_once_and_lives_again_by_replay()
    {
        worker.Fail = _ => new PermanentFailureException("p", "never");
        await SendAsync("a", "one");
        await SettleAsync();
        var dead = Assert.Single(await queue.ListAsync(null, 10, CancellationToken.None));

        worker.Fail = _ => null;
        Assert.True(await queue.ReplayAsync(dead.Key, CancellationToken.None));
        await SettleAsync();

        Assert.Equal(["one"], worker.Done);
        Assert.Empty(await queue.ListAsync(null, 10, CancellationToken.None));
        Assert.False(await queue.ReplayAsync(dead.Key, CancellationToken.None));
    }

    [Fact]
    public async Task A_message_without_a_handler_is_dead_and_can_be_dropped()
    {
        await queue.SendAsync(new WorkMessage("x", "nobody", "s", "{}"), CancellationToken.None);
        await SettleAsync();
        var dead = Assert.Single(await queue.ListAsync(null, 10, CancellationToken.None));

        Assert.Equal("queue:unknown-kind", dead.Code);
        Assert.True(await queue.DropAsync(dead.Key, CancellationToken.None));
        Assert.Empty(await queue.ListAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task The_other_side_may_ask_for_a_longer_wait()
    {
        worker.Fail = _ => new TransientFailureException("t:429", "slow down") { RetryAfter = TimeSpan.FromHours(2) };
        await SendAsync("a", "one");
        await SettleAsync();

        Assert.Equal(time.GetUtcNow().AddHours(2), queue.NextDue);
    }

    [Fact]
    public async Task Messages_of_a_session_never_run_side_by_side_but_others_do()
    {
        var gate = new TaskCompletionSource();
        worker.Before = note => note.Text is "first" ? gate.Task : Task.CompletedTask;
        await SendAsync("1", "first", "s");
        await SendAsync("2", "second", "s");
        await SendAsync("3", "other", "t");
        await worker.WhenDoneAsync("other");

        Assert.DoesNotContain("second", worker.Started);
        gate.SetResult();
        await SettleAsync();
        Assert.Equal(1, worker.MostOfASession);
        Assert.Equal(["first", "other", "second"], worker.Done.Order());
    }

    [Fact]
    public async Task No_more_than_the_set_number_of_handlers_runs_at_once()
    {
        for (var index = 0; index < 50; index++)
            await SendAsync($"{index}", $"note {index}", $"session {index}");
        await SettleAsync();

        Assert.Equal(50, worker.Done.Count);
        Assert.InRange(worker.MostAtOnce, 1, LocalWorkQueue.Parallel);
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_the_work_repeats_it_afterwards()
    {
        var never = new TaskCompletionSource();
        worker.Before = _ => never.Task;
        await SendAsync("a", "one");
        await worker.WhenStartedAsync("one");

        // The old queue is left hanging, as a killed process would leave its rows.
        worker.Before = _ => Task.CompletedTask;
        queue = Create();
        await queue.StartAsync(CancellationToken.None);
        await SettleAsync();

        Assert.Equal(["one"], worker.Done);
        Assert.Equal(2, worker.Started.Count);
    }

    [Fact]
    public async Task Work_that_sends_work_is_settled_when_all_of_it_is_done()
    {
        worker.Before = note => note.Text.Length < 5
            ? SendAsync(note.Text + "+", note.Text + "+", note.Session)
            : Task.CompletedTask;
        await SendAsync("+", "+");
        await SettleAsync();

        Assert.Equal(["+", "++", "+++", "++++", "+++++"], worker.Done.Order());
    }

    private LocalWorkQueue Create()
    {
        var services = new ServiceCollection().AddSingleton(worker).BuildServiceProvider();
        var router = new WorkRouter(services).Add<Worker, Note>("note", (work, note, _) => work.HandleAsync(note));
        return new LocalWorkQueue(tables, router, time, NullLogger<LocalWorkQueue>.Instance);
    }

    private Task SendAsync(string id, string text, string session = "s") => queue.SendAsync(
        new WorkMessage(id, "note", session, System.Text.Encoding.UTF8.GetString(Wire.ToBytes(new Note(text, session)))), CancellationToken.None);

    private Task SettleAsync() => queue.SettleAsync().WaitAsync(patience);

    private Task AdvanceAsync(TimeSpan by)
    {
        time.Advance(by);
        return SettleAsync();
    }

    private sealed record Note(string Text, string Session);

    private sealed class Worker
    {
        private readonly ConcurrentDictionary<string, int> bySession = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> starts = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new();
        private int atOnce;

        public Func<Note, Exception?> Fail { get; set; } = _ => null;

        public Func<Note, Task> Before { get; set; } = _ => Task.CompletedTask;

        public ConcurrentQueue<string> Started { get; } = new();

        public ConcurrentQueue<string> Done { get; } = new();

        public int MostAtOnce { get; private set; }

        public int MostOfASession { get; private set; }

        public async Task HandleAsync(Note note)
        {
            lock (bySession)
            {
                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
                MostOfASession = Math.Max(MostOfASession, bySession.AddOrUpdate(note.Session, 1, (_, count) => count + 1));
            }

            Started.Enqueue(note.Text);
            Of(starts, note.Text).TrySetResult();
            await Before(note);
            var failure = Fail(note);
            Interlocked.Decrement(ref atOnce);
            bySession.AddOrUpdate(note.Session, 0, (_, count) => count - 1);
            if (failure is not null)
                throw failure;
            Done.Enqueue(note.Text);
            Of(ends, note.Text).TrySetResult();
        }

        public Task WhenStartedAsync(string text) => Of(starts, text).Task.WaitAsync(patience);

        public Task WhenDoneAsync(string text) => Of(ends, text).Task.WaitAsync(patience);

        private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string text) =>
            all.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
