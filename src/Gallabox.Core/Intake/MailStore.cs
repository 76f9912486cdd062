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
    private const string Table = "mails";

    /// <summary>Keeps a mail. One that was kept already stays as it is.</summary>
    public async Task KeepAsync(InboundMail mail, CancellationToken cancellation)
    {
        if (await tables.TryInsertAsync(Table, mail.Id, "mail", new StoredMail(mail), cancellation))
            Telemetry.Accepted("mail");
    }

    public async Task<StoredMail> GetAsync(string id, CancellationToken cancellation) =>
        (await tables.FindAsync<StoredMail>(Table, id, "mail", cancellation))?.Value
            ?? throw new PermanentFailureException("mail:unknown", $"There is no mail '{id}'.");

    /// <summary>Says what a mail came to. The first word stays.</summary>
    public Task SettleAsync(string id, MailOutcome outcome, CancellationToken cancellation) =>
        tables.ChangeAsync<StoredMail>(Table, id, "mail", stored => stored is { Outcome: null } ? stored with { Outcome = outcome } : null, cancellation);
}
