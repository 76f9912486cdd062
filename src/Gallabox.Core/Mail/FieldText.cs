using System.Text;
using MimeKit.Utils;

namespace Gallabox.Core.Mail;

/// <summary>Bytes to text by a declared charset that may be missing, unknown or wrong. Never throws.</summary>
public static class FieldText
{
    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding western = Western();

    /// <summary>Tries the declared charset, UTF-8, and Windows-1252, which reads anything.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (Find(charset) is { } declared && TryDecode(declared, bytes) is { } asDeclared)
            return asDeclared;
        return TryDecode(strictUtf8, bytes) ?? western.GetString(bytes);
    }

    /// <summary>RFC 2047 encoded words decoded, folded lines joined.</summary>
    public static string DecodeHeader(string text)
    {
        var unfolded = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n ", " ", StringComparison.Ordinal)
            .Replace("\n\t", " ", StringComparison.Ordinal);
        return unfolded.Contains("=?", StringComparison.Ordinal) ? Rfc2047.DecodeText(Encoding.UTF8.GetBytes(unfolded)) : unfolded;
    }

    /// <summary>What to decode of a text that was cut: a character cut in half would make the whole look like another charset.</summary>
    public static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> cut) =>
        cut.LastIndexOf((byte)'\n') is > 0 and var end ? cut[..end] : cut;

    private static Encoding Western()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }

    private static Encoding? Find(string? charset)
    {
        var name = charset?.Trim().Trim('"').ToLowerInvariant();
        // ASCII with high bytes is some other charset: the common ones are tried.
        if (string.IsNullOrEmpty(name) || name is "us-ascii" or "ascii" or "utf8" or "utf-8" or "utf-7")
            return null;
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
