using Gallabox.Core.Mail;

namespace Gallabox.Core.Tests.Mail;

/// <summary>Mails and accounts for the tests of this folder.</summary>
internal static class Mails
{
    public const string Own = "+919876543210";
    public const string Other = "+919876543211";
    public const string CaseId = "del-7K3QX9MPA2";

    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static OpenCase OpenDeletion { get; } = new(CaseId, PhoneNumber.Parse(Own), ["first-mail@kettle.example"]);

    public static MailContext Quiet { get; } =
        new("IN", [PhoneNumber.Parse(Own), PhoneNumber.Parse(Other), PhoneNumber.Parse("+14155550132"), PhoneNumber.Parse("+15550783881")],
            []);

    public static MailContext WithOpenCase { get; } = Quiet with { OpenCases = [OpenDeletion] };

    public static InboundMail Of(string subject, string text = "") => new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        MessageId = "m1@kettle.example",
        From = [new("Asha", "asha@kettle.example")],
        EnvelopeFrom = "asha@kettle.example",
        EnvelopeTo = ["support@parse.example"],
        Subject = subject,
        Text = text,
        ReceivedAt = Noon,
    };

    public static InboundMail With(this InboundMail mail, string header, string value) =>
        mail with { Headers = new Dictionary<string, string>(mail.Headers) { [header] = value } };

    /// <summary>The intent in a word, as the tests' rows write it.</summary>
    public static string Brief(MailIntent intent) => intent switch
    {
        MailIntent.DeletionRequest request => "delete " + Brief(request.Match) + (request.CaseId is null ? "" : " again"),
        MailIntent.Cancellation cancellation =>
            "cancel" + (cancellation.Certain ? "" : "?") + (cancellation.CaseId is null ? "" : " case"),
        MailIntent.NearMiss near => "near " + Brief(near.Match),
        MailIntent.Reply => "reply",
        MailIntent.AutoReply => "auto",
        MailIntent.Bounce => "bounce",
        _ => "other",
    };

    public static string Brief(PhoneMatch match) => match switch
    {
        PhoneMatch.One one => one.Number.E164,
        PhoneMatch.None { Foreign: true } => "foreign",
        PhoneMatch.None => "none",
        PhoneMatch.Several => "several",
        PhoneMatch.Unclear unclear => unclear.Reason.ToString(),
        _ => "?",
    };
}
