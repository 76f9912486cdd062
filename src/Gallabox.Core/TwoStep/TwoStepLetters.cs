using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Accounts;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;
using Microsoft.Extensions.Logging;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.TwoStep;

/// <summary>
/// The letters about two-step verification, to every registered address of the account. A mail's id is the number, what it is about
/// with its moment, and its reader, which is what makes it go out once.
/// </summary>
public sealed class TwoStepLetters(CasePost post, ILogger<TwoStepLetters> log)
{
    private static readonly Paragraph Signature = new("Your Gallabox team");

    /// <summary>It is off: why that matters, and how the portfolio's admin switches it on (facts 3.8).</summary>
    public Task TellOffAsync(Account account, Number number, TwoStepVerdict.TellOff tell, CancellationToken cancellation)
    {
        var name = PhoneText.Display(number.Phone);
        return SendAsync(account, number, $"off-{tell.Since.ToUnixTimeMilliseconds()}-{tell.Reminder}", new(
            tell.Reminder == 0 ? $"Two-step verification of {name} is off" : $"A reminder: two-step verification of {name} is still off",
        [
            new Headline($"Please switch on two-step verification of {name}"),
            new Paragraph($"Meta shows that it is off; we have seen it so since {AccountTime.Moment(tell.Since, account)}. Your messages flow as usual."),
            new Paragraph("Why it matters: without its PIN, whoever gets hold of the number, its SIM card or its calls can register it somewhere else. And Meta requires two-step verification of an Official Business Account, so that status depends on it."),
            new Paragraph("It is switched on in WhatsApp Manager, and only an admin of the business portfolio that owns the number can do that. We set no PIN for you, as nobody but you should know it:"),
            .. NewPin(name),
            new Paragraph("You need not tell us: we look at Meta by ourselves, and remind you only while it is off. If nobody of you has switched it off, please look as well who has access to your business portfolio, and answer this mail."),
            Signature,
        ]), cancellation);
    }

    /// <summary>Somebody has begun to switch it off; it takes the link that Meta mails to the portfolio's address (facts 3.8).</summary>
    public Task TellAskedAsync(Account account, Number number, TwoStepVerdict.TellAsked tell, CancellationToken cancellation)
    {
        var name = PhoneText.Display(number.Phone);
        return SendAsync(account, number, $"asked-{tell.At.ToUnixTimeSeconds()}", new($"Security notice: did you ask Meta to switch off two-step verification of {name}?",
        [
            new Headline($"Somebody wants to switch off two-step verification of {name}"),
            new Paragraph($"On {AccountTime.Moment(tell.At, account)} somebody pressed \"Turn off two-step verification\" in WhatsApp Manager. It is still on: Meta has sent a link to the e-mail address of your business portfolio, and it goes off when that link is opened."),
            new Paragraph("If this was you or a colleague of yours, there is nothing to do. Please switch it on again as soon as you can."),
            new Paragraph("If this was not you: do not open Meta's link. Then, as an admin of your business portfolio, set a new PIN, which the other one does not know:"),
            .. NewPin(name),
            new Paragraph("Look in the business settings as well who has access to your portfolio, take out whom you do not know, and answer this mail, so that we can help."),
            Signature,
        ]), cancellation);
    }

    private static LetterPart[] NewPin(string number) =>
    [
        new Instructions(
            "Open WhatsApp Manager (business.facebook.com, then WhatsApp accounts) as an admin of your business portfolio.",
            $"Choose your WhatsApp account, then \"Phone numbers\", then {number}.",
            "Open \"Two-step verification\", enter a new PIN of six digits, and confirm it.",
            "Keep the PIN where you will find it, and send it to nobody: it is asked for when the number is registered anew."),
    ];

    /// <summary>A mail that SendGrid will never take keeps back none of the others; it is told to the log.</summary>
    private async Task SendAsync(Account account, Number number, string purpose, Letter letter, CancellationToken cancellation)
    {
        var about = "two-step-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(number.Phone.E164)))[..10];
        foreach (var reader in account.Emails)
        {
            try
            {
                await post.SendAsync(about, purpose, reader, letter, null, cancellation);
            }
            catch (PermanentFailureException refused)
            {
                log.LogError("An address of account {Account} cannot be told of two-step verification: {Code}.", account.Id, refused.Code);
                Telemetry.TwoStep("not_told");
            }
        }
    }
}
