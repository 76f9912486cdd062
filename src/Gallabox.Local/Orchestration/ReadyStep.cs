namespace Gallabox.Local.Orchestration;

/// <summary>A step that can be completed now.</summary>
/// <param name="Consumes">The event that completes it.</param>
internal sealed record ReadyStep(CompletedStep Done, EventRow? Consumes = null)
{
    /// <summary>Keeps a turn within one batch and one row.</summary>
    private const int MaxSteps = 90;

    private const int MaxBytes = 2 * ActivityWorker.MaxOutput;

    /// <summary>
    /// What can be delivered in one turn, in order: activities as they ended, then timers and events by their time. An
    /// event that came by the deadline wins, however late it is looked at.
    /// </summary>
    public static List<ReadyStep> Of(
        IEnumerable<OpenWait> waits, IReadOnlyList<CompletedStep> calls, IReadOnlyList<EventRow> events, DateTimeOffset now)
    {
        List<ReadyStep> ready = [.. WithinBytes(calls).Select(done => new ReadyStep(done))];
        HashSet<EventRow> taken = [];
        List<(DateTimeOffset At, ReadyStep Step)> timely = [];
        foreach (var wait in waits)
            if (events.FirstOrDefault(each => wait.Takes(each.Event) && !taken.Contains(each)) is { } found)
            {
                taken.Add(found);
                timely.Add((found.Event.At, new ReadyStep(new CompletedStep(wait.Asked.Step, Came: true), found)));
            }
            else if (wait.Until <= now)
            {
                bool? came = wait.Asked.Kind == StepKind.Event ? false : null;
                timely.Add((wait.Until, new ReadyStep(new CompletedStep(wait.Asked.Step, Came: came))));
            }

        ready.AddRange(timely.OrderBy(each => each.At).ThenBy(each => each.Step.Done.Step).Select(each => each.Step));
        return ready.Count > MaxSteps ? ready[..MaxSteps] : ready;
    }

    private static IEnumerable<CompletedStep> WithinBytes(IReadOnlyList<CompletedStep> calls)
    {
        var bytes = 0;
        return calls.TakeWhile(done => (bytes += done.Output?.Utf8.Length ?? 0) <= MaxBytes);
    }
}
