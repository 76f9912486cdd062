using Gallabox.Core.Adapters.Outgoing;

namespace Gallabox.Core.Adapters.SendGrid;

/// <summary>
/// The one table from SendGrid's answers to our three kinds (facts 7.2). Only <c>sendgrid:unknown-outcome</c> may have sent the
/// mail; after any other failure nothing was sent.
/// </summary>
internal static class SendGridFailures
{
    public const string Provider = "sendgrid";
    private const int Accepted = 202;

    /// <returns>The failure, or null where the mail was taken.</returns>
    public static FailureException? Judge(ForeignAnswer answer, params IEnumerable<string?> secrets)
    {
        var code = $"{Provider}:{answer.Status}";
        var text = Text(answer, secrets);
        return answer.Status switch
        {
            Accepted => null,
            400 or 413 or 415 or 422 => new PermanentFailureException(code, $"{Provider}: the mail is not accepted{text}."),
            401 or 403 => new NeedsPersonException(code, $"{Provider}: our key or our sender is not allowed{text}."),
            429 => new TransientFailureException(code, $"{Provider}: too many mails{text}.") { RetryAfter = answer.RetryAfter },
            503 when answer.Json is not null => new TransientFailureException(code, $"{Provider}: not available{text}.") { RetryAfter = answer.RetryAfter },
            408 or >= 500 or (>= 200 and <= 299) => TransportFailures.Unknown(Provider, $"HTTP {answer.Status}{text}"),
            _ => new NeedsPersonException(code, $"{Provider}: an answer that we do not know{text}."),
        };
    }

    private static string Text(ForeignAnswer answer, IEnumerable<string?> secrets)
    {
        var errors = answer.Json?.Items("errors").Select(static error => $"{error.Text("field")} {error.Text("message")}".Trim()) ?? [];
        var text = string.Join("; ", errors);
        return text.Length == 0 ? "" : ": " + OutgoingText.Clean(text, secrets).TrimEnd('.');
    }
}
