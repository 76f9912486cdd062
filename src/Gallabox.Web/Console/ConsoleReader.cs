using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Web.Answers;
using Gallabox.Web.Cases;
using Gallabox.Web.Entry;

namespace Gallabox.Web.Console;

/// <summary>Reads what the console shows, in bounded amounts whatever the number of cases.</summary>
public sealed class ConsoleReader(
    CaseStore cases, AccountStore accounts, NumberStore numbers, Outbox outbox, SandboxCalls sandbox, TimeProvider time)
{
    private const int MostOfAState = 100;
    private const int MostSheets = 40;
    private const int MostEnded = 20;
    private const int MostAccounts = 50;

    private static readonly CaseState[] OpenStates = [.. Enum.GetValues<CaseState>().Where(state => !CaseTransitions.IsEnd(state))];
    private static readonly CaseState[] Ends = [.. Enum.GetValues<CaseState>().Where(CaseTransitions.IsEnd)];

    /// <summary>What the team has to do first, then what comes due first.</summary>
    public async Task<ConsoleView> HomeAsync(Caller caller, CancellationToken cancellation)
    {
        var (open, counts) = await OfStatesAsync(OpenStates, cancellation);
        var (ended, _) = await OfStatesAsync(Ends, cancellation);
        var first = open.OrderByDescending(IsOurs).ThenBy(found => found.WaitsFor?.Until ?? DateTimeOffset.MaxValue).ThenBy(found => found.CreatedAt);
        var view = await ViewAsync(caller, "Open cases", [.. first.Take(MostSheets)], counts, cancellation);
        return view with
        {
            Ended = await EndedAsync(ended.OrderByDescending(found => found.UpdatedAt).Take(MostEnded), cancellation),
            Cut = open.Count > MostSheets,
        };
    }

    public async Task<ConsoleView> OfStateAsync(Caller caller, CaseState state, string? after, CancellationToken cancellation)
    {
        var (_, counts) = await OfStatesAsync(OpenStates, cancellation);
        var (found, next) = await cases.ListAsync(new CaseFilter(state), after, MostSheets, cancellation);
        var view = await ViewAsync(caller, CaseWords.State(state), found, counts, cancellation);
        return view with { State = state, Next = next };
    }

    /// <summary>Cases of a number, or the case of an id.</summary>
    public async Task<ConsoleView> FindAsync(Caller caller, string text, CancellationToken cancellation)
    {
        IReadOnlyList<Case> found = [];
        var digits = string.Concat(text.Where(c => char.IsAsciiDigit(c)));
        if (await cases.FindAsync(text.Length is > 0 and <= 100 ? text : "-", cancellation) is { } named)
            found = [named];
        else if (Inputs.TryPhone(digits, out var phone))
            found = (await cases.ListAsync(new CaseFilter(Phone: phone), null, MostSheets, cancellation)).Cases;
        var (_, counts) = await OfStatesAsync(OpenStates, cancellation);
        var heading = found.Count switch { 0 => "Nothing found", 1 => "1 case found", var many => $"{many} cases found" };
        return await ViewAsync(caller, heading, found, counts, cancellation) with { Find = text };
    }

    public async Task<ConsoleView?> CaseAsync(Caller caller, string id, CancellationToken cancellation) =>
        id.Length <= 100 && await cases.FindAsync(id, cancellation) is { } found
            ? await ViewAsync(caller, id, [found], [], cancellation)
            : null;

    private async Task<ConsoleView> ViewAsync(
        Caller caller, string heading, IReadOnlyList<Case> shown, IReadOnlyList<StateCount> counts, CancellationToken cancellation)
    {
        var sheets = new List<CaseSheet>();
        foreach (var found in shown)
            sheets.Add(await SheetAsync(found, cancellation));
        var known = await AccountsAsync(cancellation);
        return new ConsoleView(time.GetUtcNow(), caller.Name, caller.FormToken ?? "", heading, sheets, [], counts, known, sandbox.On);
    }

    private async Task<CaseSheet> SheetAsync(Case shown, CancellationToken cancellation) => new(
        shown,
        await accounts.FindAsync(shown.AccountId, cancellation),
        await cases.TimelineAsync(shown.Id, cancellation),
        [.. (await outbox.OfCaseAsync(shown.Id, cancellation)).OrderBy(mail => mail.CreatedAt).Select(MailView.Of)])
    {
        Migration = shown.Kind == CaseKind.Migration ? (await cases.GetAsync<MigrationFacts>(shown.Id, cancellation)).Facts : null,
    };

    private async Task<(IReadOnlyList<Case> Cases, IReadOnlyList<StateCount> Counts)> OfStatesAsync(CaseState[] states, CancellationToken cancellation)
    {
        var found = new List<Case>();
        var counts = new List<StateCount>();
        foreach (var state in states)
        {
            var (some, next) = await cases.ListAsync(new CaseFilter(state), null, MostOfAState, cancellation);
            found.AddRange(some);
            if (some.Count > 0)
                counts.Add(new StateCount(state, some.Count, next is not null));
        }

        return (found, counts);
    }

    private async Task<IReadOnlyList<EndedCase>> EndedAsync(IEnumerable<Case> ended, CancellationToken cancellation)
    {
        var rows = new List<EndedCase>();
        foreach (var found in ended)
            rows.Add(new EndedCase(found, await accounts.FindAsync(found.AccountId, cancellation)));
        return rows;
    }

    private async Task<IReadOnlyList<AccountSheet>> AccountsAsync(CancellationToken cancellation)
    {
        var sheets = new List<AccountSheet>();
        foreach (var account in await accounts.ListAsync(null, MostAccounts, cancellation))
            sheets.Add(new AccountSheet(account, await numbers.ListOfAccountAsync(account.Id, cancellation)));
        return sheets;
    }

    private static bool IsOurs(Case found) => new CaseSheet(found, null, [], []).IsOurs;
}
