using Gallabox.Core.Providers;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Mail;

/// <summary>
/// Sends each mail once. A mail's id is its case and its purpose; its row is written before SendGrid is asked. SendGrid knows
/// no idempotency key (facts 7.2), so after an unknown outcome nothing is sent for <see cref="ConfirmWithin"/>: SendGrid's own
/// event says whether the mail was taken. Only without one it is sent again.
/// </summary>
public sealed class Outbox(ITableStore tables, IMailSender sender, TimeProvider time)
{
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromMinutes(10);
    private const string Table = "outbox";

    /// <summary>Sends a mail, or finds that it was sent. Safe to run again with the same id; the content of the first time stays.</summary>
    /// <exception cref="TransientFailureException">Not sent, or not known to be sent: call again later.</exception>
    /// <exception cref="FailureException">SendGrid refused the mail.</exception>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await tables.TryInsertAsync(Table, mail.CaseId, mail.MailId, new OutboxMail(mail, MailState.Prepared, now), cancellation);
        var mine = false;
        var attempt = await tables.ChangeAsync<OutboxMail>(Table, mail.CaseId, mail.MailId, row => (mine = MayTry(row!, now))
            ? row! with { State = MailState.Sending, Attempts = row.Attempts + 1, LastAttemptAt = now }
            : null, cancellation);
        if (attempt!.State != MailState.Sending)
            return;
        if (!mine)
            throw new TransientFailureException("mail:unknown-outcome", "SendGrid's answer was lost; its event will say whether the mail was taken.");
        await AttemptAsync(attempt, cancellation);
    }

    /// <summary>Takes SendGrid's word on a mail; a mail that is not ours is ignored. States only go forward.</summary>
    /// <returns>The mail as it stands, or null.</returns>
    public Task<OutboxMail?> ConfirmAsync(string caseId, string mailId, MailState state, string? problem, CancellationToken cancellation) =>
        tables.ChangeAsync<OutboxMail>(Table, caseId, mailId, row => row is null || row.State >= state
            ? null
            : row with { State = state, Problem = problem }, cancellation);

    /// <summary>The mails of a case in the order of their ids.</summary>
    public async Task<IReadOnlyList<OutboxMail>> OfCaseAsync(string caseId, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, caseId, new RowRange(), cancellation)).Select(row => Stored<OutboxMail>.Of(row).Value)];

    private static bool MayTry(OutboxMail row, DateTimeOffset now) =>
        row.State == MailState.Prepared || (row.State == MailState.Sending && now >= row.LastAttemptAt + ConfirmWithin);

    private async Task AttemptAsync(OutboxMail attempt, CancellationToken cancellation)
    {
        try
        {
            var providerId = await sender.SendAsync(attempt.Mail, cancellation);
            await SettleAsync(attempt, row => row.State > MailState.Sent ? null : row with { State = MailState.Sent, ProviderId = providerId }, cancellation);
        }
        catch (FailureException failure) when (failure.Code != "sendgrid:unknown-outcome")
        {
            await SettleAsync(attempt, row => row.State == MailState.Sending
                ? row with { State = MailState.Prepared, Problem = failure.Message }
                : null, cancellation);
            throw;
        }
    }

    private Task SettleAsync(OutboxMail attempt, Func<OutboxMail, OutboxMail?> decide, CancellationToken cancellation) =>
        tables.ChangeAsync<OutboxMail>(Table, attempt.Mail.CaseId, attempt.Mail.MailId, row => decide(row!), cancellation);
}
