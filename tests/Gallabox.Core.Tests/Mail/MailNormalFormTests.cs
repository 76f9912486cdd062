using System.Text;
using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

/// <summary>Facts 10.2, as far as they concern reading a mail.</summary>
public sealed class MailNormalFormTests
{
    [Fact]
    public void Row_39_the_address_is_compared_not_the_name()
    {
        var mail = Parsed(
            ("from", "\"Asha (Kettle & Cup)\" <asha@Example.COM>"),
            ("envelope", """{"to":["x@parse.example"],"from":"bounces+123@mailer.example.net"}"""));

        Assert.Equal(new Mailbox("Asha (Kettle & Cup)", "asha@example.com"), Assert.Single(mail.From));
        Assert.Equal("bounces+123@mailer.example.net", mail.EnvelopeFrom);
    }

    [Theory]
    [InlineData("asha+wa@kettle.example")]
    [InlineData("a.sha@kettle.example")]
    public void Row_40_plus_tags_and_dots_make_another_address(string address) =>
        Assert.False(SenderAddress.Same(address, "asha@kettle.example"));

    [Fact]
    public void Row_40_case_makes_no_other_address() => Assert.True(SenderAddress.Same("<Asha@Kettle.Example>", "asha@kettle.example"));

    [Theory]
    [InlineData("From: a@kettle.example, b@evil.test\r\n", "a@kettle.example b@evil.test")]
    [InlineData("From: a@kettle.example\r\nFrom: b@evil.test\r\n", "a@kettle.example b@evil.test")]
    [InlineData("From: \"asha@example.com\" <evil@evil.test>\r\n", "evil@evil.test")]
    [InlineData("From: Team: a@kettle.example, b@kettle.example;\r\n", "a@kettle.example b@kettle.example")]
    [InlineData("From: =?UTF-8?Q?Asha?= <asha@kettle.example>\r\n", "asha@kettle.example")]
    [InlineData("From: nobody\r\n", "")]
    [InlineData("", "")]
    public void Row_41_all_real_addresses_of_all_From_headers_are_found(string headers, string wanted)
    {
        var mail = Parsed(("headers", headers));

        Assert.Equal(wanted, string.Join(' ', mail.From.Select(from => from.Address)));
    }

    [Fact]
    public void Row_42_the_envelope_tells_the_recipient()
    {
        var blind = Parsed(("to", ""), ("envelope", """{"to":["US@parse.example"],"from":"a@b.example"}"""));

        Assert.Equal(["us@parse.example"], blind.EnvelopeTo);
        Assert.Equal(["us@parse.example"], Parsed(("to", "Us <us@parse.example>"), ("envelope", "not JSON")).EnvelopeTo);
    }

    [Fact]
    public void Row_43_a_repeated_delivery_has_the_same_id()
    {
        var once = Parsed(("headers", "Message-ID: <m@k.example>\r\n"), ("envelope", """{"to":["a@p.example"]}"""), ("text", "x"),
            ("spam_score", "1"));
        var again = Parsed(("headers", "Message-ID: <m@k.example>\r\n"), ("envelope", """{"to":["a@p.example"]}"""), ("text", "x"));
        var toAnother = Parsed(("headers", "Message-ID: <m@k.example>\r\n"), ("envelope", """{"to":["b@p.example"]}"""), ("text", "x"));

        Assert.Equal(once.Id, again.Id);
        Assert.NotEqual(once.Id, toAnother.Id);
        Assert.Matches("^[0-9a-f]{32}$", once.Id);
    }

    [Fact]
    public void Row_43_without_a_Message_ID_the_content_tells_a_repeat()
    {
        Assert.Equal(Parsed(("subject", "a"), ("text", "x")).Id, Parsed(("text", "x"), ("subject", "a")).Id);
        Assert.NotEqual(Parsed(("subject", "a"), ("text", "x")).Id, Parsed(("subject", "a"), ("text", "y")).Id);
    }

    [Fact]
    public void Row_45_the_subject_is_read_before_older_numbers_below()
    {
        var mail = Mails.Of(
            "Request for Deletion of Phone Number +91 98765 43210",
            "Please.\n\nOn Mon, 5 Jan 2026 at 10:00, Asha <asha@kettle.example> wrote:\n"
                + "> Request for Deletion of Phone Number +91 98765 43211");

        Assert.Equal("delete " + Mails.Own, Mails.Brief(MailRecogniser.Recognise(mail, Mails.Quiet)));
    }

    [Theory]
    [InlineData("<p>Number: 98765<b>43210</b></p>", "Number: 9876543210")]
    [InlineData("<div>98765&nbsp;43210</div>", "98765 43210")]
    [InlineData("<html><head><style>p{x}</style><title>t</title></head><body><p>a</p><p>b<br>c</p></body></html>", "a\n\nb\nc")]
    [InlineData("a<script>alert(1)</script><span style='display: none'>98123 45678</span>b", "ab")]
    [InlineData("<table><tr><td>98765</td><td>43210</td></tr></table>", "98765 43210")]
    [InlineData("own<blockquote>old<blockquote>older</blockquote></blockquote>", "own\n> old\n>> older")]
    [InlineData("98765<b class=\"x > y\">43210", "9876543210")]
    public void Row_46_HTML_becomes_the_text_that_is_seen(string html, string wanted) => Assert.Equal(wanted, Parsed(("html", html)).Text);

    [Fact]
    public void Row_46_the_text_part_wins_unless_it_is_blank()
    {
        Assert.Equal("plain", Parsed(("text", "plain"), ("html", "<p>rich</p>")).Text);
        Assert.Equal("rich", Parsed(("text", " \n"), ("html", "<p>rich</p>")).Text);
    }

    [Fact]
    public void Row_46_HTML_nested_beyond_any_stack_is_read() =>
        Assert.Contains("deep", Parsed(("html", string.Concat(Enumerable.Repeat("<div>", 3000)) + "deep")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("gb2312", "gb2312", "\u5220\u9664\u53F7\u7801")]
    [InlineData("iso-8859-1", "iso-8859-1", "L\u00F6schung")]
    [InlineData("windows-1252", "windows-1252", "caf\u00E9 \u20AC")]
    [InlineData("utf-8", "utf-8", "\u0928\u0902\u092C\u0930")]
    [InlineData("utf-8", "no-such-charset", "\u0928\u0902\u092C\u0930")]
    [InlineData("utf-8", "us-ascii", "L\u00F6schung")]
    [InlineData("windows-1252", "utf-8", "L\u00F6schung")]
    [InlineData("windows-1252", "", "L\u00F6schung")]
    public void Row_47_each_field_is_in_its_own_charset(string really, string declared, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var fields = new Dictionary<string, byte[]>
        {
            ["from"] = "a@b.example"u8.ToArray(),
            ["subject"] = Encoding.GetEncoding(really).GetBytes(text),
            ["charsets"] = Encoding.UTF8.GetBytes($$"""{"subject":"{{declared}}","from":"UTF-8"}"""),
        };

        Assert.Equal(text, new ParsedFields(fields).ToParts().ToMail(Mails.Noon).Subject);
    }

    [Fact]
    public void Row_50_the_time_is_ours() =>
        Assert.Equal(Mails.Noon, Parsed(("headers", "Date: Fri, 1 Jan 2199 00:00:00 +9900\r\n")).ReceivedAt);

    [Fact]
    public void Folded_headers_are_whole()
    {
        var mail = Parsed(("headers",
            "Received: from x\r\n by y\r\nSubject: Request for Deletion of\r\n Phone Number +91 98765\r\n\t43210\r\n"
            + "References: <a@b.example>\r\n <c@d.example>\r\nIn-Reply-To: <c@d.example>\r\nAuto-Submitted: auto-replied\r\n"
            + "DKIM-Signature: v=1; a=rsa-sha256;\r\n d=kettle.example; s=x; b=abc\r\n"));

        Assert.Equal("Request for Deletion of Phone Number +91 98765 43210", mail.Subject.Replace("\t", " ", StringComparison.Ordinal));
        Assert.Equal(["a@b.example", "c@d.example"], mail.References);
        Assert.Equal(["c@d.example"], mail.InReplyTo);
        Assert.Equal("auto-replied", mail.Header("auto-submitted"));
        Assert.Equal("kettle.example", mail.Header(MailHeaders.DkimDomains));
    }

    [Fact]
    public async Task A_raw_message_gives_the_same_as_a_parsed_one()
    {
        var raw = "From: Asha <asha@kettle.example>\r\nMessage-ID: <m@k.example>\r\nSubject: =?UTF-8?Q?Request_for_Deletion?=\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
            + "--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nL=F6schen\r\n"
            + "--c\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--c--\r\n"
            + "--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(raw));

        var mail = (await MimeMail.ReadAsync(stream, default))!.ToMail(Mails.Noon);

        Assert.Equal("Request for Deletion", mail.Subject);
        Assert.Equal("L\u00F6schen", mail.Text.Trim());
        Assert.Equal("asha@kettle.example", mail.Sender);
        Assert.Equal("m@k.example", mail.MessageId);
        Assert.Equal("a.pdf", Assert.Single(mail.Attachments).Name);
    }

    [Fact]
    public async Task A_delivery_report_names_the_mail_that_came_back()
    {
        var raw = "From: MAILER-DAEMON@mx.example\r\nSubject: failed\r\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            + "Reporting-MTA: dns; x\r\n\r\n"
            + "Final-Recipient: rfc822; asha@kettle.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            + $"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{Mails.CaseId}.scheduled@gallabox.example>\r\n"
            + $"Subject: x\r\n\r\nold\r\n--b--\r\n";
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(raw));

        var mail = (await MimeMail.ReadAsync(stream, default))!.ToMail(Mails.Noon);

        Assert.Equal(new MailIntent.Bounce(Mails.CaseId, "scheduled"), MailRecogniser.Recognise(mail, Mails.WithOpenCase));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    [InlineData('\u0928')]
    [InlineData('\uE000')]
    [InlineData('\uD83D')]
    public void The_normal_form_stays_below_100_KB(char character)
    {
        var filler = character == '\uD83D' ? string.Concat(Enumerable.Repeat("\U0001F4DE", 100_000)) : new string(character, 200_000);
        var ids = Enumerable.Range(0, 5000).Select(n => $"<{n}{new string('x', 300)}@example.com>");
        var headers = $"References: {string.Join(' ', ids)}\r\nReply-To: {filler[..5000]}\r\n";
        var mail = Parsed(
            ("subject", filler), ("text", filler), ("spf", filler), ("dkim", filler), ("headers", headers),
            ("from", string.Join(',', Enumerable.Range(0, 1000).Select(n => $"\"{filler[..300]}\" <a{n}@example.com>"))),
            ("envelope", Wire(Enumerable.Range(0, 1000).Select(n => $"{n}{new string('x', 400)}@example.com"))));

        Assert.InRange(Core.Wire.ToBytes(mail).Length, 1, 100 * 1024);
        Assert.Equal(mail.Subject, Core.Wire.FromBytes<InboundMail>(Core.Wire.ToBytes(mail)).Subject);
    }

    private static string Wire(IEnumerable<string> to) => System.Text.Json.JsonSerializer.Serialize(new { to, from = "a@b.example" });

    private static InboundMail Parsed(params (string Name, string Value)[] fields) =>
        new ParsedFields(fields.ToDictionary(field => field.Name, field => Encoding.UTF8.GetBytes(field.Value)))
            .ToParts().ToMail(Mails.Noon);
}
