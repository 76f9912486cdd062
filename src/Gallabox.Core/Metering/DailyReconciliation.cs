using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Metering;

/// <summary>Lays the count of every number that can send beside Meta's; GET /api/numbers/{phone}/usage shows the days. A number that cannot be compared today holds up no other.</summary>
public sealed class DailyReconciliation(
    AccountStore accounts, NumberStore numbers, Reconciliation reconciliation, ILogger<DailyReconciliation> log)
{
    private const int Page = 200;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var page = await accounts.ListAsync(null, Page, stop); page.Count > 0; page = await accounts.ListAsync(page[^1].Id, Page, stop))
            foreach (var account in page)
                foreach (var number in await numbers.ListOfAccountAsync(account.Id, stop))
                    if (number.State is NumberState.Connected or NumberState.Restricted)
                        await CompareAsync(number, stop);
    }

    private async Task CompareAsync(Number number, CancellationToken stop)
    {
        try
        {
            var days = await reconciliation.CompareAsync(number, stop);
            var different = days.Count(day => day.Ours != day.Meta);
            if (different > 0)
                log.LogWarning("The count of a number of account {Account} differs from Meta's on {Days} days.", number.AccountId, different);
        }
        catch (FailureException failure)
        {
            log.LogWarning("A number of account {Account} could not be compared: {Kind}, {Code}.", number.AccountId, failure.Kind, failure.Code);
        }
    }
}
