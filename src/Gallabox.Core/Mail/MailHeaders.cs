using System.Collections.Frozen;
using MimeKit;
using MimeKit.Utils;

namespace Gallabox.Core.Mail;

/// <summary>Reads header blocks; folded lines, repeated headers and garbage included.</summary>
public static class MailHeaders
{
    /// <summary>Where the d= domains of the mail's own DKIM signatures are kept, blank-separated.</summary>
    public const string DkimDomains = "dkim-domains";

    private const int LongestValue = 400;

    /// <summary>The headers that survive into <see cref="InboundMail.Headers"/>.</summary>
    public static FrozenSet<string> Kept { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "auto-submitted", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponder", "precedence", "list-id",
        "list-post", "return-path", "content-type", "x-failed-recipients", "sender", "reply-to", "date", "x-original-from");

    /// <summary>A block of header lines; null where there are none to be read.</summary>
    public static HeaderList? Read(byte[] block)
    {
        if (block.Length == 0)
            return null;
        try
        {
            using var stream = new MemoryStream([.. block, .. "\r\n\r\n"u8]);
            return HeaderList.Load(stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static Dictionary<string, string> Keep(HeaderList headers)
    {
        var kept = new Dictionary<string, string>();
        foreach (var header in headers.Where(header => Kept.Contains(header.Field)))
            kept.TryAdd(header.Field.ToLowerInvariant(), CleanText.Line(header.Value, LongestValue));
        var domains = headers.Where(header => header.Id == HeaderId.DkimSignature).Take(10).Select(header => SignatureDomain(header.Value));
        if (string.Join(' ', domains) is { Length: > 0 } named)
            kept[DkimDomains] = CleanText.Line(named, LongestValue);
        return kept;
    }

    /// <summary>The message ids in all headers of this kind, at most 20: the first and the latest.</summary>
    public static IReadOnlyList<string> MessageIds(HeaderList headers, HeaderId id)
    {
        var all = headers.Where(header => header.Id == id)
            .SelectMany(header => MimeUtils.EnumerateReferences(header.Value))
            .Select(text => CleanText.Line(text, 250))
            .Where(text => text.Length > 0)
            .ToList();
        return all.Count <= 20 ? all : [all[0], .. all.TakeLast(19)];
    }

    private static string SignatureDomain(string value)
    {
        var tag = value.Split(';').Select(part => part.Trim())
            .FirstOrDefault(part => part.StartsWith("d=", StringComparison.OrdinalIgnoreCase));
        var domain = tag is null ? "" : string.Concat(tag[2..].Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
        return domain.Length > 0 && domain.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-') ? domain : "?";
    }
}
