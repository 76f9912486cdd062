using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Mail;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Migration;

/// <summary>Mails a link to the form to whoever asks with a registered address. The asker learns nothing from the answer.</summary>
public sealed class MigrationInvitations(AccountStore accounts, MigrationLinks links, CasePost post, TimeProvider time)
{
    /// <summary>One mail an address in ten minutes, however often it is asked for. An address that nobody registered gets none.</summary>
    public async Task AskAsync(string address, CancellationToken cancellation)
    {
        if (await accounts.FindByEmailAsync(address.Trim(), cancellation) is not { } account)
            return;
        var reader = account.Emails.First(known => known.Equals(address.Trim(), StringComparison.OrdinalIgnoreCase));
        var slot = (time.GetUtcNow().ToUnixTimeSeconds() / 600).ToString(CultureInfo.InvariantCulture);
        await post.SendAsync($"migrate-{account.Id}", $"invite-{slot}", reader, new("Move a WhatsApp number to Gallabox",
        [
            new Headline("Your link to the migration form"),
            new Paragraph("With this form you move one WhatsApp number from your present provider to Gallabox. It is for you alone."),
            new Link("Fill the form", links.Invite(account.Id, reader)),
            new Paragraph("If you did not ask for it, do nothing."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);
    }
}
