using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xunit;

namespace Gallabox.Local.Tests.Sandbox;

public class SignatureTests
{
    [Fact]
    public async Task Meta_signs_any_body_with_the_app_secret()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var answer = await sandbox.PostAsync("meta/webhooks", new { entry = Array.Empty<object>() });
        Assert.Equal(200, answer["status"]!.GetValue<int>());
        var webhook = sandbox.Webhooks.Single();
        Assert.Equal("/webhooks/meta", webhook.Path);
        Assert.Equal("sha256=" + Hmac(sandbox.Settings["Meta:AppSecret"]!, webhook.Body), webhook.Headers["X-Hub-Signature-256"]);
    }

    [Theory]
    [InlineData("false", "")]
    [InlineData("true", "sha256=")]
    public async Task Partner_events_are_signed_with_the_platform_secret(string prefixed, string prefix)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(settings: ("Sandbox:PrefixedPartnerSignature", prefixed));
        await sandbox.PostAsync("360dialog/channels/kR7pQ2CH/grant");
        await sandbox.AdvanceAsync();
        var webhook = sandbox.Webhooks.Single();
        Assert.Equal(prefix + Hmac(sandbox.Settings["Dialog360:PlatformSecret"]!, webhook.Body), webhook.Headers["x-360dialog-signature"]);
    }

    [Fact]
    public async Task Inbound_mail_is_signed_over_timestamp_and_raw_bytes()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PostAsync("mail", new { from = "Asha <asha@kettle.example>", subject = "Grüße", text = "Bitte" });
        var webhook = sandbox.Webhooks.Single();
        Assert.True(Verifies(sandbox.Settings["SendGrid:InboundPublicKey"]!, webhook));
        Assert.False(Verifies(sandbox.Settings["SendGrid:EventPublicKey"]!, webhook));
        var fields = await FieldsAsync(webhook);
        Assert.Equal("Grüße", fields["subject"]);
        Assert.Equal("{@kettle.example : pass}", fields["dkim"]);
        Assert.Equal("pass", fields["SPF"]);
        Assert.Equal("""{"to":["support@gallabox.example"],"from":"asha@kettle.example"}""", fields["envelope"]);
        Assert.Contains("Message-ID: <sandbox-1@kettle.example>", fields["headers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_can_come_as_raw_mime_with_a_failed_signature_and_extra_headers()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PostAsync("mail", new
        {
            from = "asha@kettle.example",
            subject = "Hi",
            text = "Hello",
            raw = true,
            dkim = "fail",
            spf = "softfail",
            headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-replied" },
        });
        var fields = await FieldsAsync(sandbox.Webhooks.Single());
        Assert.Equal(("{@kettle.example : fail}", "softfail"), (fields["dkim"], fields["SPF"]));
        Assert.Contains("Auto-Submitted: auto-replied", fields["email"], StringComparison.Ordinal);
        Assert.Contains("Hello", fields["email"], StringComparison.Ordinal);
        Assert.DoesNotContain("text", fields.Keys);
    }

    [Fact]
    public async Task Mail_events_are_signed_with_the_event_key()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(202, (await sandbox.SendGridAsync(Mails.Plain("a@b.example"))).Status);
        await sandbox.AdvanceAsync();
        Assert.Equal(2, sandbox.Webhooks.Count);
        Assert.All(sandbox.Webhooks, webhook => Assert.True(Verifies(sandbox.Settings["SendGrid:EventPublicKey"]!, webhook)));
    }

    private static string Hmac(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static bool Verifies(string publicKey, Received webhook)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        byte[] signed = [.. Encoding.UTF8.GetBytes(webhook.Headers["X-Twilio-Email-Event-Webhook-Timestamp"]), .. webhook.Body];
        var signature = Convert.FromBase64String(webhook.Headers["X-Twilio-Email-Event-Webhook-Signature"]);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(Received webhook)
    {
        var boundary = MediaTypeHeaderValue.Parse(webhook.ContentType).Boundary.ToString().Trim('"');
        using var body = new MemoryStream(webhook.Body);
        var reader = new MultipartReader(boundary, body);
        var fields = new Dictionary<string, string>();
        while (await reader.ReadNextSectionAsync() is { } section)
            fields[section.GetContentDispositionHeader()!.Name.ToString().Trim('"')] = await section.ReadAsStringAsync();
        return fields;
    }
}
