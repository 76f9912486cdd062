using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gallabox.Core.Cases;

namespace Gallabox.Core;

/// <summary>
/// What both hosts tell of themselves under the one name <see cref="Name"/>. Tags are words of this system, never a phone number,
/// an address or a text that somebody wrote.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the trace source and of the meter.</summary>
    public const string Name = "Gallabox";

    private static readonly Meter meter = new(Name);
    private static readonly Counter<long> accepted =
        meter.CreateCounter<long>("gallabox.accepted", "{request}", "Requests taken at the edge and kept.");
    private static readonly Counter<long> refused =
        meter.CreateCounter<long>("gallabox.refused", "{request}", "Requests refused at the edge, by reason.");
    private static readonly Counter<long> counted =
        meter.CreateCounter<long>("gallabox.counted", "{event}", "Message events that were counted.");
    private static readonly Counter<long> waits =
        meter.CreateCounter<long>("gallabox.waits", "{wait}", "Waits that cases began, by what they wait for and on whom.");
    private static readonly Counter<long> overdue =
        meter.CreateCounter<long>("gallabox.overdue", "{flow}", "Flows that were found late and were nudged.");
    private static readonly Counter<long> twoStep =
        meter.CreateCounter<long>("gallabox.two_step", "{look}", "Looks at a number's two-step verification, by what they came to.");
    private static readonly Histogram<double> durations =
        meter.CreateHistogram<double>("gallabox.case.duration", "s", "From a case's opening to its end.");

    /// <summary>Spans from a webhook through the queue and the steps to the mail.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <param name="what">Such as <c>mail</c> or <c>webhook</c>.</param>
    public static void Accepted(string what) => accepted.Add(1, new KeyValuePair<string, object?>("what", what));

    /// <param name="where">The route's path.</param>
    /// <param name="reason">A word of ours, such as <c>bad_signature</c>.</param>
    public static void Refused(string where, string reason) =>
        refused.Add(1, new KeyValuePair<string, object?>("where", where), new KeyValuePair<string, object?>("reason", reason));

    public static void Counted(long events) => counted.Add(events);

    public static void Overdue(Case late) => overdue.Add(1, new KeyValuePair<string, object?>("kind", Wire.Name(late.Kind)));

    /// <param name="what">Such as <c>on</c>, <c>off</c>, <c>told</c> or <c>failed</c>.</param>
    public static void TwoStep(string what) => twoStep.Add(1, new KeyValuePair<string, object?>("what", what));

    /// <summary>Tells what a change of a case means: a new wait, or its end.</summary>
    public static void Changed(Case before, Case now)
    {
        var kind = new KeyValuePair<string, object?>("kind", Wire.Name(now.Kind));
        if (now.WaitsFor is { } wait && wait.What != before.WaitsFor?.What)
            waits.Add(1, kind, new KeyValuePair<string, object?>("what", wait.What), new KeyValuePair<string, object?>("on", wait.On));
        if (before.Open && !now.Open)
            durations.Record((now.UpdatedAt - now.CreatedAt).TotalSeconds, kind, new KeyValuePair<string, object?>("end", Wire.Name(now.State)));
    }
}
