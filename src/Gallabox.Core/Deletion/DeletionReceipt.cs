using System.Globalization;
using System.Text;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Deletion;

/// <summary>What was done to a number, step by step, as a page of its own: the customer's proof.</summary>
public sealed class DeletionReceipt
{
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "opened", "proven", "approved", "paused", "announced", "deleting", "traffic_stopped", "webhook_cleared", "app_unsubscribed",
        "deregistered", "cancelled_at_360dialog", "cancellation_refused", "deletion_asked", "gone_at_meta", "was_banned",
    };

    public LetterAttachment Attachment(DeletionEvidence evidence, IReadOnlyList<TimelineEntry> timeline) =>
        new($"receipt-{evidence.Case.Id}.html", "text/html", Encoding.UTF8.GetBytes(Write(evidence, timeline).ToHtml()));

    /// <summary>The receipt as a letter: each step, its time in UTC, what the other side answered, and who did it.</summary>
    public Letter Write(DeletionEvidence evidence, IReadOnlyList<TimelineEntry> timeline) => new($"Receipt {evidence.Case.Id}",
    [
        new Headline($"Receipt: deletion of {PhoneText.Display(evidence.Case.Phone)}"),
        new Facts(("Case", evidence.Case.Id), ("Account", evidence.Account.Name), ("Number", evidence.Case.Phone.E164), ("Asked for by", evidence.Facts.Request.From)),
        new Facts([.. timeline.Where(entry => Shown.Contains(entry.Type)).Select(Row)]),
    ]);

    private static (string Name, string Value) Row(TimelineEntry entry)
    {
        var answer = entry.Data?.GetValueOrDefault("answer") is { Length: > 0 } shown ? $" [{shown}]" : "";
        return (entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC", $"{entry.Text}{answer} ({entry.By})");
    }
}
