using System.Globalization;
using Gallabox.Core.Accounts;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Connect;

/// <summary>Mails a link to the button page to whoever asks with a registered address. The asker learns nothing from the answer.</summary>
public sealed class ConnectInvitations(AccountStore accounts, ConnectLinks links, ConnectPost post, ConnectFile file)
{
    /// <summary>One mail an address in ten minutes, however often it is asked for. An address that nobody registered gets none.</summary>
    public async Task AskAsync(string address, CancellationToken cancellation)
    {
        if (await accounts.FindByEmailAsync(address.Trim(), cancellation) is not { } account)
            return;
        var reader = account.Emails.First(known => known.Equals(address.Trim(), StringComparison.OrdinalIgnoreCase));
        var slot = (file.Now.ToUnixTimeSeconds() / 600).ToString(CultureInfo.InvariantCulture);
        await post.SendToAsync($"connect-{account.Id}", $"invite-{slot}", reader, new("Connect your WhatsApp number with Gallabox",
        [
            new Headline("Your link to connect a WhatsApp number"),
            new Paragraph("With this link you connect one number, by yourself. It is for you alone, and good for one connection."),
            new Link("Connect a number", links.Invite(account.Id, reader)),
            new Paragraph("If you did not ask for it, do nothing."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);
    }
}
