using Gallabox.Core.Mail;
using MimeKit;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

/// <summary>The subject lines of facts 10.1, each through the normal form and the recogniser; account of region IN.</summary>
public sealed class SubjectRowsTests
{
    private const string Subject = "Request for Deletion of Phone Number ";
    private const string Own = Mails.Own;

    [Theory]
    [InlineData("1", Subject + "+91 98765 43210", "delete " + Own)]
    [InlineData("2 nothing open", "Re: Request for Deletion of Phone Number +919876543210", "delete " + Own)]
    [InlineData("3", "Fwd: FW: Re: Request for Deletion of Phone Number 919876543210", "delete " + Own)]
    [InlineData("4 AW WG", "AW: WG: " + Subject + Own, "delete " + Own)]
    [InlineData("4 SV", "SV: " + Subject + Own, "delete " + Own)]
    [InlineData("4 VS", "VS: " + Subject + Own, "delete " + Own)]
    [InlineData("4 RV", "RV: " + Subject + Own, "delete " + Own)]
    [InlineData("4 TR", "TR : " + Subject + Own, "delete " + Own)]
    [InlineData("4 ENC", "ENC: " + Subject + Own, "delete " + Own)]
    [InlineData("4 RES", "RES: " + Subject + Own, "delete " + Own)]
    [InlineData("4 zh reply", "\u7B54\u590D: " + Subject + Own, "delete " + Own)]
    [InlineData("4 zh forward", "\u8F6C\u53D1\uFF1A" + Subject + Own, "delete " + Own)]
    [InlineData("4 ar", "\u0631\u062F: " + Subject + Own, "delete " + Own)]
    [InlineData("5", "Re[2]: Request for deletion of phone number  +91-98765-43210 ", "delete " + Own)]
    [InlineData("6", "[EXTERNAL] " + Subject + "+91 98765 43210", "delete " + Own)]
    [InlineData("7", "Re: [#1002003004] " + Subject + "098765 43210.", "delete " + Own)]
    [InlineData("8", Subject + "<+91 98765 43210>", "delete " + Own)]
    [InlineData("9", Subject + "<phone>", "delete none")]
    [InlineData("10", "Request for Deletion of Phone Number", "delete none")]
    [InlineData("11", Subject + "\"+91 98765 43210.\"", "delete " + Own)]
    [InlineData("12", Subject + "\uFF0B\uFF19\uFF11\uFF19\uFF18\uFF17\uFF16\uFF15\uFF14\uFF13\uFF12\uFF11\uFF10", "delete " + Own)]
    [InlineData("13", Subject + "+\u0669\u0661\u0669\u0668\u0667\u0666\u0665\u0664\u0663\u0662\u0661\u0660", "delete " + Own)]
    [InlineData("14", Subject + "+\u096F\u0967\u096F\u096E\u096D\u096C\u096B\u096A\u0969\u0968\u0967\u0966", "delete " + Own)]
    [InlineData("15", Subject + "\u202B+91 98765 43210\u202C", "delete " + Own)]
    [InlineData("16", Subject + "\u200E+91\u00A098765\u200B43210", "delete " + Own)]
    [InlineData("17", Subject + "+91\u201098765\u201343210", "delete " + Own)]
    [InlineData("18", Subject + "+91 (0) 98765 43210", "delete " + Own)]
    [InlineData("19", Subject + "(0)98765 43210", "delete " + Own)]
    [InlineData("20", Subject + "+91 98765 43210 and +91 98765 43211", "delete several")]
    [InlineData("21", Subject + "+91 98765 43210/11", "delete Shorthand")]
    [InlineData("22", Subject + "+91 98765 4321", "delete foreign")]
    [InlineData("23", Subject + "0098765-43210", "delete foreign")]
    [InlineData("24", Subject + "+91 98765\r\n 43210", "delete " + Own)]
    [InlineData("25", Subject + "wa.me/919876543210", "delete " + Own)]
    [InlineData("26", Subject + "91-98765-43210 (WABA 204981736450192)", "delete " + Own)]
    [InlineData("27", "=?UTF-8?B?UmVxdWVzdCBmb3IgRGVsZXRpb24gb2YgUGhvbmUgTnVtYmVyICs5MSA5ODc2NSA0MzIxMA==?=", "delete " + Own)]
    [InlineData("28", "=?UTF-8?Q?Request_for_Deletion_of_Phone_Number_+91?= =?UTF-8?Q?_98765_43210?=", "delete " + Own)]
    [InlineData("29", "=?iso-8859-1?Q?L=F6schung_der_Telefonnummer_+49_1512_3456789?=", "near foreign")]
    [InlineData("30", "request for deletion of phone number:+919876543210", "delete " + Own)]
    [InlineData("31 plural", "Request for Deletion of Phone Numbers +91 98765 43210", "near " + Own)]
    [InlineData("31 no.", "Deletion request of phone no. +91 98765 43210", "near " + Own)]
    [InlineData("31 my", "Delete my number +91 98765 43210", "near " + Own)]
    [InlineData("32 cancel", "Cancel: " + Subject + "+91 98765 43210", "cancel")]
    [InlineData("32 ignore", "Please IGNORE Request for Deletion of Phone Number", "cancel")]
    [InlineData("33 subject", "Automatic reply: Re: " + Subject + "+91 98765 43210", "auto")]
    [InlineData("34", "Undeliverable: " + Subject + "+91 98765 43210", "bounce")]
    [InlineData("35", Subject + "+1 (415) 555-0132", "delete +14155550132")]
    [InlineData("36", Subject + "+1 555 078 3881", "delete +15550783881")]
    [InlineData("37 missing", null, "other")]
    [InlineData("38", "\uFEFFRequest for\tDeletion of Phone\u0000 Number \U0001F4DE +91 98765 43210\uD83D", "delete " + Own)]
    public void A_subject_is_read_as_its_row_wants(string row, string? subject, string wanted)
    {
        var mail = new MailParts { Subject = subject, Headers = [new Header("Message-ID", "<a@b.example>")] }.ToMail(Mails.Noon);

        var got = Mails.Brief(MailRecogniser.Recognise(mail, Mails.Quiet));

        Assert.True(wanted == got, $"row {row}: got {got}, wanted {wanted}");
    }

    [Fact]
    public void Row_2_a_reply_attaches_to_the_open_case_of_its_number()
    {
        var intent = MailRecogniser.Recognise(Mails.Of("Re: " + Subject + Own, "Any news?"), Mails.WithOpenCase);

        Assert.Equal(new MailIntent.Reply(Mails.CaseId, "Any news?"), intent);
    }

    [Theory]
    [InlineData("auto-submitted", "auto-replied")]
    [InlineData("x-auto-response-suppress", "All")]
    [InlineData("precedence", "auto_reply")]
    public void Row_33_a_header_tells_an_automatic_reply(string header, string value)
    {
        var mail = Mails.Of("Re: " + Subject + Own).With(header, value);

        Assert.Equal(new MailIntent.AutoReply(null), MailRecogniser.Recognise(mail, Mails.Quiet));
    }

    [Fact]
    public void Row_34_a_bounce_tells_which_mail_came_back()
    {
        var mail = Mails.Of("Undeliverable: " + Subject + Own) with
        {
            EnvelopeFrom = "",
            InReplyTo = [Mails.CaseId + ".scheduled@gallabox.example"],
        };

        Assert.Equal(new MailIntent.Bounce(Mails.CaseId, "scheduled"), MailRecogniser.Recognise(mail, Mails.WithOpenCase));
    }

    [Fact]
    public void Row_37_a_subject_of_998_characters_is_read()
    {
        var subject = (Subject + Own + " ").PadRight(998, 'x');

        Assert.Equal("delete " + Own, Mails.Brief(MailRecogniser.Recognise(Mails.Of(subject), Mails.Quiet)));
    }
}
