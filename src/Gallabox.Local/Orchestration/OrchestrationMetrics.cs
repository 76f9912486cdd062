using System.Diagnostics.Metrics;

namespace Gallabox.Local.Orchestration;

/// <summary>The figures of the engine, under the meter <c>Gallabox.Orchestration</c>.</summary>
internal sealed class OrchestrationMetrics : IDisposable
{
    public const string MeterName = "Gallabox.Orchestration";
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> steps;
    private readonly UpDownCounter<long> parked;

    public OrchestrationMetrics()
    {
        steps = meter.CreateCounter<long>("gallabox.orchestration.steps", description: "Steps completed and recorded.");
        parked = meter.CreateUpDownCounter<long>(
            "gallabox.orchestration.parked", description: "Instances that wait for a version that fits.");
    }

    /// <param name="active">Instances in memory.</param>
    /// <param name="sleeping">Sleeping instances whose wake is known in memory.</param>
    public void Observe(Func<int> active, Func<int> sleeping)
    {
        meter.CreateObservableGauge("gallabox.orchestration.active", active, description: "Instances in memory.");
        meter.CreateObservableGauge(
            "gallabox.orchestration.wakes", sleeping, description: "Sleeping instances that wake next, up to a page or so.");
    }

    public void Stepped(int count) => steps.Add(count);

    public void Parked(int change) => parked.Add(change);

    public void Dispose() => meter.Dispose();
}
