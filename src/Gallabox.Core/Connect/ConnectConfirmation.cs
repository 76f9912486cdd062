using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;

namespace Gallabox.Core.Connect;

/// <summary>What a client at 360dialog is asked to confirm.</summary>
public sealed record ConnectQuestion(Case Case, string ClientId, string AccountName);

/// <summary>The word of the one who signed up at 360dialog, given by a link in his own mail.</summary>
public sealed class ConnectConfirmation(ConnectLinks links, CaseStore cases, AccountStore accounts, ConnectNews news, TimeProvider time)
{
    /// <summary>What a link asks; null where it is not ours, too old, or no longer asked.</summary>
    public async Task<ConnectQuestion?> ReadAsync(string token, CancellationToken cancellation) =>
        links.ReadConfirmation(token) is { } read
        && await cases.FindAsync(read.CaseId, cancellation) is { Kind: CaseKind.Connection, Open: true } on
            ? new ConnectQuestion(on, read.ClientId, (await accounts.GetAsync(on.AccountId, cancellation)).Name)
            : null;

    /// <summary>Stores the word and wakes the case. Safe to run again.</summary>
    public async Task ConfirmAsync(ConnectQuestion question, CancellationToken cancellation)
    {
        await cases.ChangeAsync<ConnectFacts>(question.Case.Id, today => today.Facts.ConfirmedClient == question.ClientId ? null : new(
            today.Case, today.Facts with { ConfirmedClient = question.ClientId },
            new(time.GetUtcNow(), "client:" + question.ClientId, "confirmed", "The one who signed up at 360dialog confirmed that this account may connect the number.")), cancellation);
        await news.WakeAsync(question.Case.Id, cancellation);
    }
}
