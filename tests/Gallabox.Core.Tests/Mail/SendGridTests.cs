using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

public sealed class SendGridTests
{
    private const string Timestamp = "1767614400";

    [Fact]
    public void A_signature_of_either_key_is_good_while_keys_are_rotated()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = new SendGridSignature(
            [Convert.ToBase64String(old.ExportSubjectPublicKeyInfo()), fresh.ExportSubjectPublicKeyInfoPem()]);

        Assert.True(signature.Verifies(Hash("body"), Sign(old, "body")));
        Assert.True(signature.Verifies(Hash("body"), Sign(fresh, "body")));
        Assert.False(signature.Verifies(Hash("body"), Sign(foreign, "body")));
        Assert.False(signature.Verifies(Hash("bodY"), Sign(old, "body")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public void What_is_no_signature_is_refused(string given)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.False(new SendGridSignature([Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())]).Verifies(Hash("body"), given));
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("AAAA")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void A_key_that_cannot_be_read_stops_the_start(string key) =>
        Assert.Equal("mail:bad-key", Assert.Throws<PermanentFailureException>(() => new SendGridSignature([key])).Code);

    [Fact]
    public void A_key_on_another_curve_stops_the_start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<PermanentFailureException>(() => new SendGridSignature([Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())]));
    }

    [Fact]
    public void Events_carry_our_arguments_at_the_top()
    {
        var body = """
            [{"event":"bounce","sg_event_id":"e1","sg_message_id":"m1.x","email":"Asha@Kettle.Example","timestamp":1767614400,
              "reason":"550 no","status":"5.1.1","type":"bounce","caseId":"del-7K3QX9MPA2","mailId":"scheduled"},
             {"event":"delivered","sg_event_id":"e2","timestamp":"1767614401"}]
            """;

        var events = SendGridEvents.Read(Encoding.UTF8.GetBytes(body))!;

        Assert.Equal(
            new SendGridEvent
            {
                Id = "e1", Kind = SendGridEventKind.Bounce, MessageId = "m1.x", Email = "asha@kettle.example",
                Reason = "550 no", Status = "5.1.1",
                At = DateTimeOffset.FromUnixTimeSeconds(1767614400), Type = "bounce", CaseId = "del-7K3QX9MPA2", MailId = "scheduled",
            },
            events[0]);
        Assert.True(events[0].IsUndelivered);
        Assert.Equal(
            (SendGridEventKind.Delivered, null, 1767614401),
            (events[1].Kind, events[1].CaseId, events[1].At!.Value.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("""[{"event":"account_status_change","x":1}]""")]
    [InlineData("""[{"x":1}]""")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("""[{"event":"\ud800","sg_event_id":"\ud800","timestamp":99999999999999999999}]""")]
    public void Facts_11_row_36_unknown_events_are_kept_raw(string body)
    {
        var only = Assert.Single(SendGridEvents.Read(Encoding.UTF8.GetBytes(body))!);

        Assert.Equal(SendGridEventKind.Unknown, only.Kind);
        Assert.Equal(body[1..^1], only.Raw);
        Assert.Equal(32, only.Id.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("text")]
    [InlineData("1")]
    public void What_is_no_array_is_refused(string body) => Assert.Null(SendGridEvents.Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("group_unsubscribe", SendGridEventKind.GroupUnsubscribe)]
    [InlineData("spamreport", SendGridEventKind.Spamreport)]
    [InlineData("dropped", SendGridEventKind.Dropped)]
    [InlineData("processed", SendGridEventKind.Processed)]
    public void Kinds_are_named_as_the_service_names_them(string name, SendGridEventKind kind) =>
        Assert.Equal(kind, SendGridEvents.Read(Encoding.UTF8.GetBytes("\uFEFF[{\"event\":\"" + name + "\"}]"))![0].Kind);

    private static byte[] Hash(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(Timestamp + body));

    private static string Sign(ECDsa key, string body) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Timestamp + body), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
}
