using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Web.Cases;

namespace Gallabox.Web.Console;

/// <summary>All that the console's first page shows, read at one moment.</summary>
/// <param name="Heading">What the list holds.</param>
public sealed record ConsoleView(
    DateTimeOffset Now, string? Operator, string FormToken, string Heading, IReadOnlyList<CaseSheet> Open, IReadOnlyList<EndedCase> Ended,
    IReadOnlyList<StateCount> Counts, IReadOnlyList<AccountSheet> Accounts, bool Sandbox)
{
    public string? Find { get; init; }

    public CaseState? State { get; init; }

    /// <summary>The case to go on after, when a filtered list is longer.</summary>
    public string? Next { get; init; }

    /// <summary>More cases are open than the page shows.</summary>
    public bool Cut { get; init; }

    /// <summary>What the last act came to.</summary>
    public string? Said { get; init; }

    /// <summary>Why the last act was refused.</summary>
    public string? Refused { get; init; }

    /// <summary>The next moment for which something is planned: an announced date, a reminder, an expiry.</summary>
    public DateTimeOffset? NextDue => Open
        .SelectMany(sheet => new[] { sheet.Case.ScheduledFor, sheet.Case.WaitsFor?.Until })
        .Where(at => at > Now)
        .Min();
}

/// <summary>A case with all that is known of it.</summary>
public sealed record CaseSheet(Case Case, Account? Account, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<MailView> Mails)
{
    /// <summary>Of a migration: its conditions, and what it is about; else null.</summary>
    public MigrationFacts? Migration { get; init; }

    public IReadOnlyList<string> Allowed => CaseActs.AllowedTo(Actor.Operator, Case);

    /// <summary>The team has to act before anything goes on.</summary>
    public bool IsOurs => Case is { State: CaseState.NeedsAttention } or { WaitsFor.On: "operator", Ending: null };
}

public sealed record EndedCase(Case Case, Account? Account);

/// <param name="More">There are more than were counted.</param>
public sealed record StateCount(CaseState State, int Count, bool More);

public sealed record AccountSheet(Account Account, IReadOnlyList<Number> Numbers);
