using CsCheck;
using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

/// <summary>What holds for every mail. A failure prints the seed that repeats it.</summary>
public sealed class MailPropertyTests
{
    private static readonly string[] pieces =
    [
        "Request for Deletion of Phone Number", "request for deletion", "+91 98765 43210", "9876543210", "+91", "/11", " ext 12", "Re:",
        "FW: ", "[EXTERNAL]",
        "[del-7K3QX9MPA2]", "please", "do", "not", "don't", "delete", "cancel", "keep the number", "stop", "if", ",", ".", "\n", "\n> ",
        "On Monday wrote:",
        "From: x\nSent: y\n", "Regards", "\u202B", "\u0000", "\uD83D", "<b>", "&nbsp;", "=?UTF-8?Q?=C3?=", "number", "go ahead",
        "\u0644\u0627", "(0)", "00",
    ];

    private static readonly string[] opposites =
    [
        "cancel", "please cancel", "stop", "do not delete", "don't delete", "ignore", "disregard", "withdraw", "please ignore",
        "never mind", "revoke", "do not process",
        "stornieren", "annuler", "cancelar", "nicht l\u00F6schen",
    ];

    private static readonly Gen<string> texts = Gen.OneOf(Gen.String, Gen.OneOf(pieces).Array[0, 30].Select(words =>
        string.Join(' ', words)));

    [Fact]
    public void Any_subject_and_body_are_read() =>
        Gen.Select(texts, texts, Gen.Bool).Sample(
            (subject, body, open) =>
            {
                var mail = new MailParts { Subject = subject, Text = body, Html = body, From = subject }.ToMail(Mails.Noon);
                _ = SenderTrust.Judge(mail);
                return MailRecogniser.Recognise(mail, open ? Mails.WithOpenCase : Mails.Quiet) is not null;
            },
            iter: 1000);

    [Fact]
    public void Any_text_becomes_a_mail_from_HTML() =>
        texts.Sample(html => new MailParts { Html = html }.ToMail(Mails.Noon).Text is not null, iter: 1000);

    [Fact]
    public void A_word_of_the_opposite_near_the_phrase_never_starts_a_deletion()
    {
        var fillers = Gen.OneOf("", " the", " our", " kindly", " Asha", " +91 98765 43211", " urgent", " (API)");
        Gen.Select(Gen.OneOf(opposites), fillers, Gen.OneOf(": ", " - ", " ", ", "), Gen.Bool, Gen.Bool).Sample(
            (opposite, filler, mark, before, inBody) =>
            {
                var wanted = "Request for Deletion of Phone Number " + Mails.Own;
                var subject = inBody ? wanted : before ? opposite + filler + mark + wanted : wanted + mark + opposite + filler;
                var mail = Mails.Of(subject, inBody ? opposite : "Hello");
                return MailRecogniser.Recognise(mail, Mails.Quiet) is not MailIntent.DeletionRequest;
            },
            iter: 2000);
    }

    [Fact]
    public void Only_a_number_of_the_account_is_ever_found() =>
        Gen.Select(texts, Gen.OneOf("IN", "US", "MX", "", "??")).Sample(
            (text, region) => PhoneFinder.Match(text, region, Mails.Quiet.Numbers) is not PhoneMatch.One one
                || Mails.Quiet.Numbers.Contains(one.Number),
            iter: 1000);

    [Fact]
    public void A_number_is_found_however_it_is_spaced() =>
        Gen.OneOf("", " ", "-", ".", "\u00A0", "\u2011", "\u200B", " - ").Array[4].Sample(
            gaps => PhoneFinder.Match($"+91{gaps[0]}987{gaps[1]}65{gaps[2]}43{gaps[3]}210", "IN", Mails.Quiet.Numbers) is PhoneMatch.One,
            iter: 1000);
}
