using System.Diagnostics;
using Gallabox.Core.Queue;

namespace Gallabox.Functions.Queue;

/// <summary>The product's queue over whichever road was chosen.</summary>
internal sealed class RoadWorkQueue(IWorkRoad road, TimeProvider time) : IWorkQueue
{
    public Task SendAsync(WorkMessage message, CancellationToken cancellation)
    {
        WorkMessageLimits.Check(message);
        return road.PutAsync(new SentWork(message, 0, time.GetUtcNow(), Trace: Activity.Current?.Id), TimeSpan.Zero, cancellation);
    }
}
