using System.Text;
using CsCheck;
using Gallabox.Core.Mail;
using Gallabox.Local.Tests.Support;
using Gallabox.Web.Mail;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Mail;

[Collection(Alone.Name)]
public sealed class InboundParseReaderTests : IDisposable
{
    private const long Mega = 1024 * 1024;

    private readonly Delivery delivery = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1767614400));

    public void Dispose() => delivery.Dispose();

    [Fact]
    public async Task A_signed_form_becomes_a_mail()
    {
        var body = Delivery.Form(
            ("headers", "Message-ID: <m@k.example>\r\nFrom: Asha <asha@kettle.example>\r\n"),
            ("subject", "Request for Deletion of Phone Number +91 98765 43210"),
            ("text", "Please."),
            ("SPF", "pass"),
            ("dkim", "{@kettle.example : pass}"),
            ("envelope", """{"to":["x@parse.example"],"from":"asha@kettle.example"}"""));

        var mail = await MailAsync(delivery.Sign(body));

        Assert.Equal("asha@kettle.example", mail.Sender);
        Assert.Equal("Please.", mail.Text);
        Assert.Equal(clock.GetUtcNow(), mail.ReceivedAt);
        Assert.IsType<SenderTrust.Trusted>(SenderTrust.Judge(mail));
    }

    [Fact]
    public async Task A_raw_message_becomes_a_mail()
    {
        var raw = Encoding.Latin1.GetBytes(
            "From: asha@kettle.example\r\nSubject: L\u00F6schen\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
                + "Gr\u00FC\u00DFe\r\n");
        var envelope = """{"to":["x@parse.example"],"from":""}"""u8.ToArray();
        var body = Delivery.Form(("email", raw), ("envelope", envelope), ("SPF", "pass"u8.ToArray()));

        var mail = await MailAsync(delivery.Sign(body));

        Assert.Equal("L\u00F6schen", mail.Subject);
        Assert.Equal("Gr\u00FC\u00DFe", mail.Text.Trim());
        Assert.Equal("", mail.EnvelopeFrom);
    }

    [Theory]
    [InlineData("altered body")]
    [InlineData("altered timestamp")]
    [InlineData("foreign key")]
    [InlineData("garbage")]
    public async Task A_bad_signature_is_refused(string what)
    {
        using var foreign = new Delivery();
        var body = Delivery.Form(("from", "a@b.example"));
        var request = (what == "foreign key" ? foreign : delivery).Sign(body);
        if (what == "altered body")
            request.Body = new MemoryStream([.. body, (byte)'\n']);
        if (what == "altered timestamp")
            request.Headers[SendGridSignature.TimestampHeader] = "1767614401";
        if (what == "garbage")
            request.Headers[SendGridSignature.SignatureHeader] = "garbage";

        await RefusesAsync(InboundRefusal.BadSignature, request, delivery.Settings);
    }

    [Fact]
    public async Task Nothing_is_taken_unsigned_where_a_key_is_configured()
    {
        await RefusesAsync(InboundRefusal.Unsigned, Unsigned(), delivery.Settings);
        await RefusesAsync(InboundRefusal.Unsigned, WithKey("secret"), delivery.Settings);
    }

    [Fact]
    public async Task Two_signatures_are_none()
    {
        var request = delivery.Sign(Delivery.Form(("from", "a@b.example")));
        request.Headers.Append(SendGridSignature.SignatureHeader, "second");

        await RefusesAsync(InboundRefusal.Unsigned, request, delivery.Settings);
    }

    [Fact]
    public async Task Without_any_guard_nothing_is_taken()
    {
        await RefusesAsync(InboundRefusal.NotConfigured, Unsigned(), new());
        await RefusesAsync(InboundRefusal.NotConfigured, delivery.Sign(Delivery.Form(("from", "a@b.example"))), new());
        await RefusesAsync(InboundRefusal.NotConfigured, WithKey(""), new() { UrlSecret = "" });
    }

    [Fact]
    public async Task A_URL_secret_stands_in_where_there_is_no_policy()
    {
        var settings = new InboundParseSettings { UrlSecret = "secret" };

        await RefusesAsync(InboundRefusal.Unsigned, Unsigned(), settings);
        await RefusesAsync(InboundRefusal.Unsigned, WithKey("Secret"), settings);
        Assert.IsType<InboundReading.Mail>(await new InboundParseReader(settings, clock).ReadAsync(WithKey("secret"), default));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-3600, true)]
    [InlineData(-3601, false)]
    [InlineData(3601, false)]
    public async Task A_timestamp_counts_only_if_a_tolerance_is_set(int seconds, bool taken)
    {
        var request = delivery.Sign(Delivery.Form(("from", "a@b.example")), 1767614400 + seconds);
        var settings = delivery.Settings with { TimestampTolerance = TimeSpan.FromHours(1) };

        var reading = await new InboundParseReader(settings, clock).ReadAsync(request, default);

        Assert.Equal(taken ? null : InboundRefusal.StaleTimestamp, (reading as InboundReading.Refused)?.Reason);
        Assert.IsType<InboundReading.Mail>(await new InboundParseReader(delivery.Settings, clock).ReadAsync(
            delivery.Sign(Delivery.Form(("from", "a@b.example")), 1), default));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("")]
    public async Task Another_content_type_is_refused(string contentType) =>
        await RefusesAsync(InboundRefusal.WrongContentType, delivery.Sign(Delivery.Form(("from", "a@b.example")),
            contentType: contentType), delivery.Settings);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_refused(bool announced)
    {
        var request = delivery.Sign(Delivery.Form(("from", "a@b.example"), ("text", new string('x', 5000))));
        request.ContentLength = announced ? 5200 : null;

        await RefusesAsync(InboundRefusal.TooLarge, request, delivery.Settings with { MostBytes = 4000 });
    }

    [Theory]
    [InlineData("")]
    [InlineData("--xYzZY--\r\n")]
    [InlineData("--xYzZY\r\n\r\n\r\n--xYzZY--\r\n")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\ntruncated")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--xYzZY--\r\n")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n\r\n--xYzZY--\r\n")]
    public async Task A_proven_body_that_is_no_mail_is_refused(string body) =>
        await RefusesAsync(InboundRefusal.NotUnderstood, delivery.Sign(Encoding.ASCII.GetBytes(body)), delivery.Settings);

    [Fact]
    public async Task Any_bytes_are_a_mail_or_a_refusal()
    {
        string[] pieces =
        [
            "--xYzZY", "\r\n", "\n", "--", "Content-Disposition: form-data; name=\"email\"",
            "Content-Disposition: form-data; name=\"from\"", ": ", "From: a@b",
            "Content-Disposition: form-data; name=\"headers\"", "Content-Type: multipart/mixed; boundary=b", "\r\n\r\n", "--b", "\u0000",
            "\uD83D\uDE00", "a",
            "Content-Disposition: form-data; name=\"charsets\"", "{\"text\":5}", "[]", "{\"from\":\"\\ud800\"}", "filename=\"x\"",
            "name*=UTF-8''%FF",
        ];
        var forms = Gen.OneOf(pieces).Array[0, 40].Select(words => Encoding.UTF8.GetBytes(string.Concat(words)));
        var bodies = Gen.OneOf(Gen.Byte.Array, forms);
        var reader = new InboundParseReader(delivery.Settings, clock);

        await bodies.SampleAsync(async body => { await reader.ReadAsync(delivery.Sign(body), default); }, iter: 1500, threads: 1);
    }

    [Theory]
    [InlineData("attachment1\"; filename=\"big.pdf")]
    [InlineData("email")]
    public async Task A_mail_of_30_MB_takes_no_more_memory_than_a_small_one(string part)
    {
        var mime = part == "email"
            ? "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n"
                + "\r\nhello\r\n--b\r\n"
                + "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=big.pdf\r\n\r\n"
            : "";
        var head = $"--{Delivery.Boundary}\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\na@b.example\r\n"
            + $"--{Delivery.Boundary}\r\nContent-Disposition: form-data; name=\"{part}\"\r\n\r\n{mime}";
        var tail = (part == "email" ? "\r\n--b--" : "") + $"\r\n--{Delivery.Boundary}--\r\n";
        await MailAsync(delivery.Sign(() => new LargeForm(head, Mega, tail)));
        var request = delivery.Sign(() => new LargeForm(head, 30 * Mega, tail));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var mail = await MailAsync(request);

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal("big.pdf", Assert.Single(mail.Attachments).Name);
        Assert.InRange(mail.Attachments[0].Size, 29 * Mega, 31 * Mega);
        Assert.True(allocated < 6 * Mega, $"{allocated} bytes were allocated");
    }

    private async Task<InboundMail> MailAsync(HttpRequest request) =>
        Assert.IsType<InboundReading.Mail>(await new InboundParseReader(delivery.Settings, clock).ReadAsync(request, default)).Value;

    private async Task RefusesAsync(InboundRefusal reason, HttpRequest request, InboundParseSettings settings) =>
        Assert.Equal(new InboundReading.Refused(reason), await new InboundParseReader(settings, clock).ReadAsync(request, default));

    private static HttpRequest Unsigned() => Delivery.Unsigned(new MemoryStream(Delivery.Form(("from", "a@b.example"))));

    private static HttpRequest WithKey(string key)
    {
        var request = Unsigned();
        request.QueryString = QueryString.Create("key", key);
        return request;
    }
}
