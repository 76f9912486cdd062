using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>Tells mails that no person wrote: answering them makes loops, acting on them makes mistakes.</summary>
internal static partial class AutomaticMail
{
    public static MailIntent? Recognise(InboundMail mail, SubjectLine subject)
    {
        var reference = MailReference.FromThread(mail) ?? MailReference.FromSubject(subject.Whole);
        if (IsBounce(mail, subject))
        {
            var returned = reference ?? MailReference.FromText(mail.Text);
            return new MailIntent.Bounce(returned?.CaseId, returned?.Purpose);
        }

        var ours = MailReference.FromMessageId(mail.MessageId);
        return ours is not null || IsAutoReply(mail, subject) ? new MailIntent.AutoReply((ours ?? reference)?.CaseId) : null;
    }

    // A vacation notice has a null sender too (RFC 3834): that alone is no bounce. A delay is no failure.
    private static bool IsBounce(InboundMail mail, SubjectLine subject)
    {
        if (Delay().IsMatch(subject.Whole))
            return false;
        var type = mail.Header("content-type") ?? "";
        var report = type.Contains("multipart/report", StringComparison.OrdinalIgnoreCase)
            && !type.Contains("disposition-notification", StringComparison.OrdinalIgnoreCase);
        return report
            || mail.Header("x-failed-recipients") is not null
            || mail.From.Any(from => from.Address.Split('@')[0] is "mailer-daemon" or "postmaster")
            || Undelivered().IsMatch(subject.Whole);
    }

    private static bool IsAutoReply(InboundMail mail, SubjectLine subject) =>
        (mail.Header("auto-submitted") is { Length: > 0 } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || (mail.Header("x-auto-response-suppress") is { Length: > 0 } suppress
            && !suppress.Equals("none", StringComparison.OrdinalIgnoreCase))
        || mail.Header("x-autoreply") is not null
        || mail.Header("x-autorespond") is not null
        || mail.Header("x-autoresponder") is not null
        || (mail.Header("precedence") is { } precedence && AutoPrecedence().IsMatch(precedence))
        || mail.EnvelopeFrom is ""
        || mail.Header("return-path") is "<>"
        || (mail.Header("content-type") ?? "").Contains("disposition-notification", StringComparison.OrdinalIgnoreCase)
        || Automatic().IsMatch(subject.Whole)
        || Delay().IsMatch(subject.Whole);

    [GeneratedRegex(
        @"^(?:undeliverable|undelivered|undelivered mail|unzustellbar|nicht zustellbar|non remis|non distribuable|"
        + @"no se puede entregar|no entregado|não é possível entregar|não entregue|recapito non riuscito|onbestelbaar|"
        + @"olevererbart|kan inte levereras|не доставлено|недоставленное|تعذر التسليم|无法送达|未送达)\b.*|^(?:returned mail|"
        + @"failure notice|mail delivery (?:failed|failure|subsystem)|delivery failure|delivery has failed|"
        + @"delivery status notification|rejected:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Undelivered();

    [GeneratedRegex(
        @"\(delay\)|^delivery delayed|^warning: message .{0,60}delayed|^delayed mail",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Delay();

    [GeneratedRegex(@"auto|bulk|junk", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AutoPrecedence();

    [GeneratedRegex(
        @"^(?:\[[^\]]{0,40}\]\s*)?(?:automatic reply|auto[- ]?reply|auto[- ]?response|auto\s*:|autoreply|"
        + @"out of (?:the )?office|ooo\s*:|on (?:vacation|leave)\s*:|vacation|abwesenheit|automatische antwort|abwesend|"
        + @"réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|resposta automática|"
        + @"fora do escritório|risposta automatica|fuori sede|automatisch antwoord|autosvar|automatiskt svar|automaattinen|"
        + @"autoodpowiedź|автоответ|автоматический ответ|رد تلقائي|स्वचालित|स्वतः उत्तर|自动回复|自動回覆|自動返信|자동 회신|otomatik yanıt|"
        + @"balasan otomatis|read:|gelesen:|lu\s?:|leído:|lida:|not read:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Automatic();
}
