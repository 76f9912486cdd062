using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Adapters.Outgoing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.SendGrid;

public sealed class SendGridMailTests : IDisposable
{
    private const string Send = "https://api.sendgrid.com/v3/mail/send";
    private readonly AdapterHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AMailCarriesItsIdsAndItsTwoBodies()
    {
        host.Http.On("POST", Send, 202, "", ("X-Message-Id", "sg-1"));
        Assert.Equal("sg-1", await SendAsync(Mail()));
        var sent = host.Http.Last.Json;
        Assert.Equal("Bearer key-of-sendgrid", host.Http.Last.Headers["Authorization"]);
        Assert.Equal("asha@kettle.example", (string?)sent["personalizations"]![0]!["to"]![0]!["email"]);
        Assert.Equal("team@gallabox.example", (string?)sent["from"]!["email"]);
        Assert.Equal("support@parse.gallabox.example", (string?)sent["reply_to"]!["email"]);
        Assert.Equal("Your number – größer", Subject(sent));
        Assert.Equal(["text/plain", "text/html"], sent["content"]!.AsArray().Select(part => (string?)part!["type"]));
        Assert.Equal("""{"mailId":"m1","caseId":"c1"}""", CustomArgs(sent));
        Assert.False((bool)sent["tracking_settings"]!["click_tracking"]!["enable"]!);
    }

    [Fact]
    public async Task AnAnswerKeepsTheConversationTogether()
    {
        host.Http.On("POST", Send, 202, "");
        Assert.Equal("", await SendAsync(Mail() with
        {
            MessageId = "m1@gallabox.example",
            InReplyTo = "<q@kettle.example>",
            References = ["<first@kettle.example>", "not an id\r\nBcc: x@y", "<q@kettle.example>", "<q@kettle.example>"],
        }));
        var headers = Headers(host.Http.Last.Json);
        Assert.Equal("<m1@gallabox.example>", (string?)headers["Message-ID"]);
        Assert.Equal("<q@kettle.example>", (string?)headers["In-Reply-To"]);
        Assert.Equal("<first@kettle.example> <q@kettle.example>", (string?)headers["References"]);
    }

    [Fact]
    public async Task AnInvitationIsAttachedWithItsMethod()
    {
        host.Http.On("POST", Send, 202, "");
        await SendAsync(Mail() with { Attachments = [new MailAttachment("invite.ics", "text/calendar; method=REQUEST", "BEGIN"u8.ToArray())] });
        var attachment = host.Http.Last.Json["attachments"]![0]!;
        Assert.Equal(("invite.ics", "text/calendar; method=REQUEST", "QkVHSU4="),
            ((string?)attachment["filename"], (string?)attachment["type"], (string?)attachment["content"]));
    }

    [Theory]
    [InlineData(400, "sendgrid:400", FailureKind.Permanent)]
    [InlineData(413, "sendgrid:413", FailureKind.Permanent)]
    [InlineData(401, "sendgrid:401", FailureKind.NeedsPerson)]
    [InlineData(403, "sendgrid:403", FailureKind.NeedsPerson)]
    [InlineData(404, "sendgrid:404", FailureKind.NeedsPerson)]
    [InlineData(429, "sendgrid:429", FailureKind.Transient)]
    [InlineData(503, "sendgrid:503", FailureKind.Transient)]
    [InlineData(500, "sendgrid:unknown-outcome", FailureKind.Transient)]
    [InlineData(200, "sendgrid:unknown-outcome", FailureKind.Transient)]
    public async Task AStatusHasItsKind(int status, string code, FailureKind kind)
    {
        host.Http.On("POST", Send, status, """{"errors":[{"message":"for asha@kettle.example by key-of-sendgrid","field":"from"}]}""");
        var failure = await Assert.ThrowsAnyAsync<FailureException>(() => SendAsync(Mail()));
        Assert.Equal((code, kind), (failure.Code, failure.Kind));
        Assert.DoesNotContain("key-of-sendgrid", failure + host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("asha@kettle.example", failure + host.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task APageInsteadOfAnAnswerHasAnUnknownOutcome(int status)
    {
        host.Http.On("POST", Send, status, "<html>");
        Assert.Equal("sendgrid:unknown-outcome", (await Assert.ThrowsAsync<TransientFailureException>(() => SendAsync(Mail()))).Code);
        Assert.Single(host.Http.Calls);
    }

    [Fact]
    public async Task TheTimeOfTheNextTryIsTakenFromSendGridsReset()
    {
        var reset = AdapterHost.Start.AddSeconds(25).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        host.Http.On("POST", Send, 429, """{"errors":[{"message":"too many requests"}]}""", ("X-RateLimit-Reset", reset));
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => SendAsync(Mail()));
        Assert.Equal(TimeSpan.FromSeconds(25), failure.RetryAfter);
    }

    [Fact]
    public async Task AnAnswerThatNeverComesHasAnUnknownOutcome()
    {
        var arrived = host.Http.Hangs("POST", Send);
        var call = SendAsync(Mail());
        await arrived.Task;
        host.Network.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("sendgrid:unknown-outcome", (await Assert.ThrowsAsync<TransientFailureException>(() => call)).Code);
    }

    [Fact]
    public async Task AConnectionThatWasNeverMadeSentNothing()
    {
        host.Http.Throws("POST", Send, new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        Assert.Equal("sendgrid:unreachable", (await Assert.ThrowsAsync<TransientFailureException>(() => SendAsync(Mail()))).Code);
    }

    [Theory]
    [InlineData("http://localhost:7071/sandbox/api.sendgrid.com")]
    [InlineData("http://localhost:7071/sandbox/api.sendgrid.com/")]
    public async Task ABaseAddressMayHaveAPath(string address)
    {
        using var sandbox = new AdapterHost(("SendGrid:BaseUrl", address));
        sandbox.Http.On("POST", "http://localhost:7071/sandbox/api.sendgrid.com/v3/mail/send", 202, "");
        await sandbox.Mail.SendAsync(Mail(), CancellationToken.None);
    }

    private Task<string> SendAsync(OutgoingMail mail) => host.Mail.SendAsync(mail, CancellationToken.None);

    private static OutgoingMail Mail() => new()
    {
        MailId = "m1",
        CaseId = "c1",
        To = "asha@kettle.example",
        Subject = "Your number – größer",
        Text = "Hello",
        Html = "<p>Hello</p>",
    };

    private static string? Subject(JsonNode sent) => (string?)(sent["subject"] ?? sent["personalizations"]![0]!["subject"]);

    private static JsonNode Headers(JsonNode sent) => sent["headers"] ?? sent["personalizations"]![0]!["headers"]!;

    private static string CustomArgs(JsonNode sent) => (sent["custom_args"] ?? sent["personalizations"]![0]!["custom_args"])!.ToJsonString();
}
