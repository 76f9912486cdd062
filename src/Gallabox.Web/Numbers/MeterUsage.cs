using Gallabox.Core.Deletion;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Numbers;

/// <summary>The meter's figures in the API's shape.</summary>
public sealed class MeterUsage(UsageReader reader, IOptionsMonitor<DeletionOptions> deletion) : IUsageSource
{
    public async Task<UsageView> ReadAsync(Number number, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var usage = await reader.ReadAsync(number, deletion.CurrentValue.TrafficRules, asOf, cancellation);
        return new UsageView(
            usage.Phone, usage.AsOf, usage.Sent30Days, usage.LastPaidAt, new DistinctCustomers(usage.Customers.Number, usage.Customers.Portfolio),
            number.Limit, usage.Remaining, usage.Deletable.From, usage.Deletable.Reason, Series(usage.Hourly), Series(usage.Daily))
        {
            NextFree = [.. usage.NextFree.Select(free => new FreeFrom(free.At, free.Places))],
            Compared = usage.Compared,
        };
    }

    private static SentAt[] Series(IReadOnlyList<SentCount> counts) => [.. counts.Select(count => new SentAt(count.At, count.Sent))];
}
