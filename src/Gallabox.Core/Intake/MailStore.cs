using System.Globalization;
using Gallabox.Core.Mail;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Intake;

/// <summary>A mail as it came, and what it came to.</summary>
/// <param name="Outcome">Null while it has not been worked on; else words for the audit.</param>
public sealed record StoredMail(InboundMail Mail, MailOutcome? Outcome = null);

/// <param name="What">A stable word, such as <c>opened</c>, <c>asked_back</c>, <c>ignored</c>, <c>for_a_person</c>.</param>
/// <param name="CaseId">The case that it belongs to, or null.</param>
public sealed record MailOutcome(string What, string? CaseId, string Reason);

/// <summary>Every mail that SendGrid handed over, once: the id is made of what makes the mail unique.</summary>
public sealed class MailStore(ITableStore tables)
{
    /// <summary>The outcome of a mail that a person has to read.</summary>
    public const string ForAPerson = "for_a_person";

    private const string Table = "mails";
    private const string Desk = "desk";

    /// <summary>Keeps a mail. One that was kept already stays as it is.</summary>
    public async Task KeepAsync(InboundMail mail, CancellationToken cancellation)
    {
        if (await tables.TryInsertAsync(Table, mail.Id, "mail", new StoredMail(mail), cancellation))
            Telemetry.Accepted("mail");
    }

    public async Task<StoredMail> GetAsync(string id, CancellationToken cancellation) =>
        (await tables.FindAsync<StoredMail>(Table, id, "mail", cancellation))?.Value
            ?? throw new PermanentFailureException("mail:unknown", $"There is no mail '{id}'.");

    /// <summary>Says what a mail came to. The first word stays. A mail for a person is put on the desk before.</summary>
    public async Task SettleAsync(InboundMail mail, MailOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.What == ForAPerson)
            await tables.UpsertAsync(Table, Desk, DeskRow(mail), new OnDesk(mail.Id), cancellation);
        await SettleAsync(mail.Id, outcome, cancellation);
    }

    /// <summary>Mails that nothing but a person can answer, the oldest first, after a place of an earlier answer.</summary>
    public async Task<IReadOnlyList<(string Place, StoredMail Mail)>> OnDeskAsync(string? after, int take, CancellationToken cancellation)
    {
        var rows = await tables.QueryAsync(Table, Desk, new RowRange(After: after, Take: take), cancellation);
        var found = new List<(string, StoredMail)>();
        foreach (var row in rows)
            found.Add((row.Row, await GetAsync(Stored<OnDesk>.Of(row).Value.MailId, cancellation)));
        return found;
    }

    /// <summary>Somebody has read it: it leaves the desk and stays in the store.</summary>
    public async Task ReadAsync(string id, CancellationToken cancellation)
    {
        var stored = await GetAsync(id, cancellation);
        await tables.DeleteAsync(Table, Desk, DeskRow(stored.Mail), cancellation);
    }

    private Task SettleAsync(string id, MailOutcome outcome, CancellationToken cancellation) =>
        tables.ChangeAsync<StoredMail>(Table, id, "mail", stored => stored is { Outcome: null } ? stored with { Outcome = outcome } : null, cancellation);

    private static string DeskRow(InboundMail mail) =>
        string.Create(CultureInfo.InvariantCulture, $"{mail.ReceivedAt.UtcTicks:D19}|{mail.Id}");

    private sealed record OnDesk(string MailId);
}
