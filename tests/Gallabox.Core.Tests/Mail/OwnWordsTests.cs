using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

public sealed class OwnWordsTests
{
    [Theory]
    [InlineData("gmail", "Yes.\n\nOn Mon, Jan 5, 2026 at 10:00 AM Gallabox <support@gallabox.example> wrote:\n\n> old\n> older")]
    [InlineData("gmail wrapped",
        "Yes.\n\nOn Mon, Jan 5, 2026 at 10:00 AM Gallabox Support Team <\nsupport@gallabox.example> wrote:\n\nold")]
    [InlineData("apple", "Yes.\n\n> On 5 Jan 2026, at 10:00, Gallabox <support@gallabox.example> wrote:\n> \n> old")]
    [InlineData("answer below", "On Mon, Jan 5, 2026 at 10:00 Gallabox <a@b.example> wrote:\n> old\n> older\n\nYes.")]
    [InlineData("outlook", "Yes.\r\n\r\n-----Original Message-----\r\nFrom: Gallabox\r\nSent: Monday\r\nold")]
    [InlineData("outlook line", "Yes.\n\n________________________________\nFrom: Gallabox\nSent: Monday\n\nold")]
    [InlineData("outlook no line",
        "Yes.\n\nFrom: Gallabox <a@b.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: Asha\nSubject: x\n\nold")]
    [InlineData("mobile outlook", "Yes.\nFrom: Gallabox\nDate: Monday\nold")]
    [InlineData("german", "Yes.\n\nAm 05.01.2026 um 10:00 schrieb Gallabox <a@b.example>:\n> old")]
    [InlineData("german outlook", "Yes.\n\nVon: Gallabox\nGesendet: Montag\nAn: Asha\nBetreff: x\n\nold")]
    [InlineData("german separator", "Yes.\n\n-----Urspr\u00FCngliche Nachricht-----\nold")]
    [InlineData("french", "Yes.\n\nLe lun. 5 janv. 2026 \u00E0 10:00, Gallabox <a@b.example> a \u00E9crit :\n\n> old")]
    [InlineData("french outlook", "Yes.\n\nDe : Gallabox\nEnvoy\u00E9 : lundi\n\u00C0 : Asha\nObjet : x\nold")]
    [InlineData("spanish", "Yes.\n\nEl lun, 5 ene 2026 a las 10:00, Gallabox (<a@b.example>) escribi\u00F3:\n\n> old")]
    [InlineData("portuguese", "Yes.\n\nEm seg., 5 de jan. de 2026 \u00E0s 10:00, Gallabox <a@b.example> escreveu:\n\n> old")]
    [InlineData("hindi",
        "Yes.\n\n"
            + "\u0938\u094B\u092E, 5 \u091C\u0928\u0970 2026 \u0915\u094B 10:00 \u092A\u0930"
                + " Gallabox <a@b.example> \u0928\u0947 \u0932\u093F\u0916\u093E:\n\n> old")]
    [InlineData("arabic",
        "Yes.\n\n\u0641\u064A 5 \u064A\u0646\u0627\u064A\u0631 2026 10:00\u060C Gallabox <a@b.example> \u0643\u062A\u0628:\n\n> old")]
    [InlineData("forward", "Yes.\n\n---------- Forwarded message ---------\nFrom: X <x@y.example>\nold")]
    [InlineData("bare quotes", "Yes.\n> old\n>> older")]
    public void The_quoted_history_is_left_out(string client, string text)
    {
        var words = OwnWords.Of(text).Written;

        Assert.True(words == "Yes.", $"{client}: {words}");
    }

    [Theory]
    [InlineData("From now on: please call us")]
    [InlineData("On Monday I wrote to you about 10:00")]
    [InlineData("Am besten heute")]
    [InlineData("To: whom it may concern")]
    public void Words_that_only_look_like_history_stay(string text) => Assert.Equal(text, OwnWords.Of(text).Written);

    [Theory]
    [InlineData("Delete it.\n--\nAsha\n98123 45678")]
    [InlineData("Delete it.\n-- \nAsha")]
    [InlineData("Delete it.\n\nBest regards,\nAsha\n98123 45678")]
    [InlineData("Delete it.\n\nThanks & Regards\nAsha")]
    [InlineData("Delete it.\nSent from my iPhone")]
    [InlineData("Delete it.\nGet Outlook for Android<https://aka.ms/x>")]
    [InlineData("Delete it.\nMit freundlichen Gr\u00FC\u00DFen\nAsha")]
    [InlineData("Delete it.\nCordialement,\nAsha")]
    public void The_body_ends_at_the_closing_words(string text) => Assert.Equal("Delete it.", OwnWords.Of(text).Body);

    [Fact]
    public void A_disclaimer_is_nobodys_words() =>
        Assert.Equal(
            "Delete it.",
            OwnWords.Of("Delete it.\n\nThis message is intended only for the addressee.\nDo not delete or cancel anything.").Written);
}
