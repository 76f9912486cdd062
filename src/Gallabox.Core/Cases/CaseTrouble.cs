using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Cases;

/// <summary>
/// What happens to a case while a step of its flow fails. A transient failure is tried again by itself for
/// <see cref="Patience"/>, visibly; what needs a person, and what outlasts patience, waits for the operator's <c>retry</c>.
/// </summary>
public sealed class CaseTrouble(CaseStore cases, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>Records the failure and says when to look again. Safe to run twice.</summary>
    public async Task<Parked> ParkAsync(Trouble trouble, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (file, _) = await cases.ChangeAsync<object>(trouble.CaseId, today => Park(today, trouble, now), cancellation);
        return Look(file.Case, trouble.Abandonable, now);
    }

    /// <summary>After a nudge or the time to look again: go on waiting, try again, or give the case up.</summary>
    public async Task<Parked> LookAsync(ParkedCase parked, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (file, _) = await cases.ChangeAsync<object>(parked.CaseId, today => today.Case is { RetryAsked: true, State: CaseState.NeedsAttention }
            ? new(Resumed(today.Case), today.Facts, null)
            : null, cancellation);
        return file.Case.State == CaseState.NeedsAttention
            ? Look(file.Case, parked.Abandonable, now)
            : new Parked(false, parked.Abandonable && file.Case.Ending is not null, now);
    }

    /// <summary>The step went through after all. What it left the case waiting for stays.</summary>
    public async Task<Done> RecoverAsync(CaseRef recovered, CancellationToken cancellation)
    {
        await cases.ChangeAsync<object>(recovered.CaseId, today => today.Case.TroubleSince is null ? null : new(
            today.Case with { TroubleSince = null, WaitsFor = today.Case.WaitsFor is { What: "provider" } ? null : today.Case.WaitsFor },
            today.Facts,
            new(time.GetUtcNow(), "system", "recovered", "It works again; the case goes on.")), cancellation);
        return Done.Instance;
    }

    private static CaseChange<object>? Park(CaseFile<object> today, Trouble trouble, DateTimeOffset now)
    {
        var since = today.Case.TroubleSince ?? now;
        var patient = trouble.Kind == FailureKind.Transient && now - since < Patience;
        var on = trouble.Code.Split(':')[0];
        var entry = new TimelineEntry(now, "system", patient ? "trouble" : "needs_attention", Words(trouble, patient),
            new Dictionary<string, string> { ["step"] = trouble.Step, ["code"] = trouble.Code, ["reason"] = trouble.Reason });
        if (patient)
            return new(
                today.Case with { TroubleSince = since, WaitsFor = new Wait("provider", on, NextTry(since, now)) },
                today.Facts,
                today.Case.TroubleSince is null ? entry : null);
        return today.Case.State == CaseState.NeedsAttention ? null : new(
            today.Case with
            {
                State = CaseState.NeedsAttention,
                AttentionFrom = today.Case.State,
                TroubleSince = since,
                RetryAsked = false,
                WaitsFor = new Wait("attention", "operator"),
            },
            today.Facts,
            entry);
    }

    private static Case Resumed(Case parked) => parked with
    {
        State = parked.AttentionFrom ?? parked.State,
        AttentionFrom = null,
        RetryAsked = false,
        WaitsFor = null,
    };

    private static Parked Look(Case parked, bool abandonable, DateTimeOffset now)
    {
        var abandoned = abandonable && parked.Ending is not null;
        var next = parked.WaitsFor?.Until is { } until && until > now ? until : now.AddDays(7);
        return new Parked(!abandoned, abandoned, next);
    }

    /// <summary>Soon at first, then every ten minutes, then hourly.</summary>
    private static DateTimeOffset NextTry(DateTimeOffset since, DateTimeOffset now) => now + (now - since).TotalMinutes switch
    {
        < 15 => TimeSpan.FromMinutes(2),
        < 120 => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromHours(1),
    };

    private static string Words(Trouble trouble, bool patient) => patient
        ? $"'{trouble.Step}' did not go through ({trouble.Reason}). It is tried again by itself."
        : $"'{trouble.Step}' needs a person: {trouble.Reason}";
}

/// <summary>The input of a step: which case.</summary>
public sealed record CaseRef(string CaseId);

/// <param name="Step">The activity that failed.</param>
/// <param name="Abandonable">Whether a person may end the case instead of mending the step.</param>
public sealed record Trouble(string CaseId, string Step, FailureKind Kind, string Code, string Reason, bool Abandonable);

/// <inheritdoc cref="Trouble"/>
public sealed record ParkedCase(string CaseId, bool Abandonable);

/// <param name="Waits">Not yet: wait on.</param>
/// <param name="Abandoned">Somebody ended the case meanwhile.</param>
public sealed record Parked(bool Waits, bool Abandoned, DateTimeOffset LookAgainAt);
