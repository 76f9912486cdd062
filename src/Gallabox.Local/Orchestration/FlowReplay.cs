namespace Gallabox.Local.Orchestration;

/// <summary>Brings a flow to where its recorded turns left it, and checks that the code of today asks for what was recorded.</summary>
internal static class FlowReplay
{
    /// <returns>Why the history does not fit, or null when the flow stands where it stood.</returns>
    public static string? Through(FlowRun run, IReadOnlyList<TurnRecord> turns)
    {
        run.Flow.Replaying = true;
        foreach (var turn in turns)
            if (Replay(run, turn) is { } misfit)
                return misfit;
        run.Flow.Replaying = false;
        return null;
    }

    private static string? Replay(FlowRun run, TurnRecord turn)
    {
        if (!run.Begun)
            run.Begin(turn.At);
        foreach (var done in turn.Done ?? [])
            run.Deliver(done, turn.At);
        return run.Misfit ?? Compare(turn.Asked ?? [], run.Flow.TakeAsked(), run.IsOver) ?? (run.Failure, run.IsOver) switch
        {
            ({ } failure, _) => $"the orchestrator now fails where it went on when it ran: {failure}",
            (null, true) => "the orchestrator now ends where it went on when it ran",
            _ => null,
        };
    }

    private static string? Compare(IReadOnlyList<AskedStep> then, List<AskedStep> today, bool over)
    {
        for (var index = 0; index < Math.Max(then.Count, today.Count); index++)
            if (Compare(then.ElementAtOrDefault(index), today.ElementAtOrDefault(index), over) is { } difference)
                return difference;
        return null;
    }

    private static string? Compare(AskedStep? then, AskedStep? today, bool over) => (then, today) switch
    {
        _ when then == today => null,
        (null, { } added) => $"step {added.Step} was not there when it ran, the orchestrator now asks for {StepWords.Of(added)}",
        ({ } gone, null) =>
            $"step {gone.Step} was {StepWords.Of(gone)} when it ran, the orchestrator now {(over ? "ends before it" : "asks for nothing")}",
        ({ } was, { } now) when was with { Input = null } == now with { Input = null } =>
            $"step {was.Step} was {StepWords.Of(was)} when it ran, the orchestrator now asks for it with another input",
        ({ } was, { } now) => $"step {was.Step} was {StepWords.Of(was)} when it ran, the orchestrator now asks for {StepWords.Of(now)}",
        _ => null,
    };
}
