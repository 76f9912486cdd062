using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

public sealed class SenderTrustTests
{
    [Theory]
    [InlineData("own signature", "none", "{@kettle.example : pass}", "dkim=kettle.example")]
    [InlineData("one of several", "fail", "{@sendgrid.net : pass, @kettle.example : pass}", "dkim=kettle.example")]
    [InlineData("domain below", "none", "{@mail.kettle.example : pass}", "dkim=mail.kettle.example")]
    [InlineData("other case", "none", "{@Kettle.Example : PASS}", "dkim=kettle.example")]
    [InlineData("as JSON", "none", "{\"@kettle.example\":\"pass\"}", "dkim=kettle.example")]
    [InlineData("envelope", "pass", "none", "spf=kettle.example")]
    [InlineData("envelope, other case", "Pass", null, "spf=kettle.example")]
    [InlineData("row 49: foreign pass", "none", "{@kettle.example : fail, @sendgrid.net : pass}", "NotAligned")]
    [InlineData("domain that ends alike", "none", "{@evilkettle.example : pass}", "NotAligned")]
    [InlineData("parent domain", "none", "{@example : pass}", "NotAligned")]
    [InlineData("nothing", null, null, "NotAligned")]
    [InlineData("softfail", "softfail", "{}", "NotAligned")]
    [InlineData("bypass", "bypass", "{@kettle.example : bypass}", "NotAligned")]
    public void Passing_and_aligned_is_trusted(string what, string? spf, string? dkim, string wanted)
    {
        var got = Brief(SenderTrust.Judge(Mails.Of("x") with { Spf = spf, Dkim = dkim }));

        Assert.True(wanted == got, $"{what}: {got}");
    }

    [Theory]
    [InlineData("bounces+123@mailer.example.net", "NotAligned")]
    [InlineData("", "NotAligned")]
    [InlineData(null, "NotAligned")]
    [InlineData("bounce@mail.kettle.example", "spf=mail.kettle.example")]
    public void SPF_speaks_for_the_envelope_sender_alone(string? envelopeFrom, string wanted) =>
        Assert.Equal(wanted, Brief(SenderTrust.Judge(Mails.Of("x") with { Spf = "pass", EnvelopeFrom = envelopeFrom })));

    [Theory]
    [InlineData("Asha via Support", "Relayed")]
    [InlineData("asha@example.com", "AddressInName")]
    [InlineData("asha@kettle.example", "spf=kettle.example")]
    [InlineData("Olivia Via", "spf=kettle.example")]
    [InlineData(null, "spf=kettle.example")]
    public void A_display_name_can_only_raise_doubt(string? name, string wanted) =>
        Assert.Equal(wanted, Brief(SenderTrust.Judge(Mails.Of("x") with { Spf = "pass", From = [new(name, "asha@kettle.example")] })));

    [Fact]
    public void Row_41_several_senders_are_none()
    {
        var mail = Mails.Of("x") with { Spf = "pass", From = [new(null, "asha@kettle.example"), new(null, "evil@evil.test")] };

        Assert.Equal(new SenderTrust.Doubted(null, Unproven.SeveralSenders), SenderTrust.Judge(mail));
        Assert.Equal("NoSender", Brief(SenderTrust.Judge(mail with { From = [] })));
    }

    [Fact]
    public void Row_51_a_list_that_breaks_alignment_is_a_relay() =>
        Assert.Equal(
            "Relayed",
            Brief(SenderTrust.Judge(Mails.Of("x").With("list-id", "<l.example>") with { EnvelopeFrom = "l@l.example", Spf = "pass" })));

    [Fact]
    public void A_pass_that_no_signature_of_the_mail_names_is_not_believed()
    {
        var forged = Mails.Of("x").With(MailHeaders.DkimDomains, "?") with { Dkim = "{@kettle.example : pass, @x : fail}" };

        Assert.Equal("NotAligned", Brief(SenderTrust.Judge(forged)));
        Assert.Equal("dkim=kettle.example", Brief(SenderTrust.Judge(forged.With(MailHeaders.DkimDomains, "kettle.example"))));
    }

    private static string Brief(SenderTrust trust) => trust switch
    {
        SenderTrust.Trusted trusted => trusted.Evidence,
        SenderTrust.Doubted doubted => doubted.Reason.ToString(),
        _ => "?",
    };
}
