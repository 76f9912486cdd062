using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;

namespace Gallabox.Web.Accounts;

/// <summary>What changes on an account concerns the open cases of its numbers: they are nudged, and look for themselves.</summary>
public sealed class AccountNews(AccountStore accounts, NumberStore numbers, CaseIndex index, IOrchestrationClient flows)
{
    /// <summary>Sets what is due, and tells the cases. Safe to run again. Null: there is no such account.</summary>
    public async Task<Account?> SetDuesAsync(string accountId, Money dues, CancellationToken cancellation)
    {
        var account = await accounts.ChangeAsync(accountId, today => today with { Dues = dues }, cancellation);
        if (account is not null)
            await TellAsync(account, cancellation);
        return account;
    }

    public async Task TellAsync(Account account, CancellationToken cancellation)
    {
        foreach (var number in await numbers.ListOfAccountAsync(account.Id, cancellation))
            if (await index.ClaimantAsync(number.Phone, cancellation) is { } caseId)
                await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
    }
}
