using Gallabox.Core.Providers;

namespace Gallabox.Core.Adapters.SendGrid;

/// <summary>The headers that keep a conversation together. Ids come from foreign mails: what is no id is left out.</summary>
internal static class MessageHeaders
{
    private const int LongestId = 250;
    private const int MostReferences = 20;

    public static IEnumerable<(string Name, string Value)> Of(OutgoingMail mail)
    {
        if (Id(mail.MessageId) is { } own)
            yield return ("Message-ID", own);
        if (Id(mail.InReplyTo) is { } answered)
            yield return ("In-Reply-To", answered);
        var references = mail.References.Select(Id).OfType<string>().Distinct(StringComparer.Ordinal).TakeLast(MostReferences).ToList();
        if (references.Count > 0)
            yield return ("References", string.Join(' ', references));
    }

    private static string? Id(string? text)
    {
        var bare = text?.Trim().TrimStart('<').TrimEnd('>') ?? "";
        return bare.Length is > 0 and <= LongestId && bare.All(static c => char.IsBetween(c, '!', '~') && c is not ('<' or '>')) ? $"<{bare}>" : null;
    }
}
