using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Gallabox.Web.Migration;

namespace Gallabox.Web.Cases;

/// <summary>A case as the API shows it.</summary>
/// <param name="Allowed">What an operator may do now.</param>
public record CaseView(
    string Id, CaseKind Kind, PhoneNumber Phone, string AccountId, CaseState State, Wait? WaitsFor, DateTimeOffset? ScheduledFor,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<string> Allowed)
{
    /// <summary>The state before the interruption, while <c>state</c> is <c>needs_attention</c>.</summary>
    public CaseState? AttentionFrom { get; init; }

    /// <summary>Since when an outside system has been failing.</summary>
    public DateTimeOffset? TroubleSince { get; init; }

    /// <summary>An end that was asked for and is being carried out, or that was reached.</summary>
    public Ending? Ending { get; init; }

    public static CaseView Of(Case shown) => new(
        shown.Id, shown.Kind, shown.Phone, shown.AccountId, shown.State, shown.WaitsFor, shown.ScheduledFor, shown.CreatedAt, shown.UpdatedAt,
        CaseActs.AllowedTo(Actor.Operator, shown))
    {
        AttentionFrom = shown.AttentionFrom,
        TroubleSince = shown.TroubleSince,
        Ending = shown.Ending,
    };
}

/// <summary>A case with its timeline and its mails.</summary>
public sealed record CaseDetail : CaseView
{
    public CaseDetail(Case shown, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<OutboxMail> mails)
        : base(Of(shown))
    {
        Timeline = timeline;
        Mails = [.. mails.OrderBy(mail => mail.CreatedAt).Select(MailView.Of)];
    }

    public IReadOnlyList<TimelineEntry> Timeline { get; }

    public IReadOnlyList<MailView> Mails { get; }

    /// <summary>Of a migration: how the number comes into its new account.</summary>
    public MigrationPath? Path { get; init; }

    /// <summary>Of a migration: the earliest moment of the cut-over that was chosen; null: as soon as possible.</summary>
    public DateTimeOffset? CutOverAt { get; init; }

    /// <summary>Of a migration: the new WhatsApp Business account, once it is known.</summary>
    public string? DestinationWabaId { get; init; }

    /// <summary>Of a migration: its conditions as they were last seen.</summary>
    public IReadOnlyList<LightView>? Lights { get; init; }
}

/// <summary>What became of a mail of ours; never what it says.</summary>
public sealed record MailView(
    string MailId, string To, string Subject, MailState State, DateTimeOffset CreatedAt, int Attempts, DateTimeOffset? LastAttemptAt, string? Problem)
{
    public static MailView Of(OutboxMail mail) => new(
        mail.Mail.MailId, mail.Mail.To, mail.Mail.Subject, mail.State, mail.CreatedAt, mail.Attempts, mail.LastAttemptAt, mail.Problem);
}
