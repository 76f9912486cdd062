using Gallabox.Core.Deletion;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Numbers;

/// <summary>Figures as far as the deletion's counters know them: no distinct customers, no hours.</summary>
public sealed class MeterUsage(IMeter meter, IOptionsMonitor<DeletionOptions> options) : IUsageSource
{
    public async Task<UsageView> ReadAsync(Number number, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var rules = new DeletableRules(options.CurrentValue.MaxSentIn30Days, options.CurrentValue.PaidMessageBlocks, options.CurrentValue.CountingPeriod);
        var figures = await meter.ReadSentAsync(number.Phone, asOf, cancellation);
        var deletable = DeletableDate.Of(figures, rules, asOf);
        return new UsageView(
            number.Phone, asOf, figures.Sent30Days, figures.LastPaidAt, null, number.Limit?.PerDay, null, deletable.From, deletable.Reason, [],
            [.. figures.Daily.Select(day => new SentAt(new DateTimeOffset(day.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), day.Sent))]);
    }
}
