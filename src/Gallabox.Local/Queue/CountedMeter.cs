using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Web.Numbers;

namespace Gallabox.Local.Queue;

/// <summary>
/// Figures in which everything is counted that was accepted before they were asked for: a decision that cannot be undone must not
/// miss what waits in the log.
/// </summary>
internal sealed class CountedMeter(MeterStore meter, EventLogConsumer events) : IMeter
{
    public async Task<SentFigures> ReadSentAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation)
    {
        await events.SettleAsync().WaitAsync(cancellation);
        return await meter.ReadSentAsync(phone, asOf, cancellation);
    }
}

/// <inheritdoc cref="CountedMeter"/>
internal sealed class CountedUsage(MeterUsage usage, EventLogConsumer events) : IUsageSource
{
    public async Task<UsageView> ReadAsync(Number number, DateTimeOffset asOf, CancellationToken cancellation)
    {
        await events.SettleAsync().WaitAsync(cancellation);
        return await usage.ReadAsync(number, asOf, cancellation);
    }
}
