using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>
/// Gives out the moments at which cases may ask for their keys, so that a rush waits in durable timers and not in a call. All
/// processes share one row.
/// </summary>
public sealed class KeyTurns(ITableStore tables, IOptionsMonitor<ConnectOptions> rules, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>A moment for one key, now or later. One that is not used is lost, which costs a pause.</summary>
    public async Task<DateTimeOffset> TakeAsync(CancellationToken cancellation)
    {
        var budget = new CallBudget(rules.CurrentValue.KeyEvery, 1);
        await one.WaitAsync(cancellation);
        try
        {
            var turn = time.GetUtcNow();
            await tables.ChangeAsync<Spent>("connect", "keyturns", "spent", spent =>
            {
                var (now, until) = (time.GetUtcNow(), spent?.Until ?? DateTimeOffset.MinValue);
                turn = budget.Next(until, now);
                return new Spent(budget.Spend(until, now, 1));
            }, cancellation);
            return turn;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private sealed record Spent(DateTimeOffset Until);
}
