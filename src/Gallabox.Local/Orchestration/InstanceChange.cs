using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>How the record of an instance changes. Pure; the same record back means that nothing changed.</summary>
internal static class InstanceChange
{
    /// <param name="sleepUntil">Set when the instance has only to wait, and for long.</param>
    public static InstanceRecord AfterTurn(InstanceRecord record, FlowRun run, DateTimeOffset? sleepUntil, DateTimeOffset now)
    {
        var status = run.Flow.CustomStatus;
        if (run.Failure is { } reason)
            return Ended(record, OrchestrationStatus.Failed, now) with { CustomStatus = status, Reason = reason };
        if (run.IsOver && run.Flow.NextInput is { } input)
            return Restarted(record, input, now) with { CustomStatus = status };
        if (run.IsOver)
            return Ended(record, OrchestrationStatus.Completed, now) with { CustomStatus = status };
        if (sleepUntil is { } until)
            return Sleeping(record, run, until, now);
        return status == record.CustomStatus ? record : record with { CustomStatus = status, WaitsFor = null, UpdatedAt = now };
    }

    public static InstanceRecord Sleeping(InstanceRecord record, FlowRun run, DateTimeOffset until, DateTimeOffset now) => record with
    {
        IndexedAt = until,
        UpdatedAt = now,
        CustomStatus = run.Flow.CustomStatus,
        WaitsFor = StepWords.WaitsFor(run.Flow.Open),
    };

    public static InstanceRecord Parked(InstanceRecord record, string reason, DateTimeOffset now) =>
        Ended(record, OrchestrationStatus.Parked, now) with { Reason = reason };

    public static InstanceRecord Unparked(InstanceRecord record, DateTimeOffset now) =>
        record with { Status = OrchestrationStatus.Running, IndexedAt = now, UpdatedAt = now, Reason = null };

    private static InstanceRecord Restarted(InstanceRecord record, RawJson input, DateTimeOffset now) =>
        record with { Generation = record.Generation + 1, Input = input, UpdatedAt = now, WaitsFor = null };

    private static InstanceRecord Ended(InstanceRecord record, OrchestrationStatus status, DateTimeOffset now) =>
        record with { Status = status, IndexedAt = now, UpdatedAt = now, WaitsFor = null };
}
