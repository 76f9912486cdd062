using System.Buffers;
using System.Text;
using Gallabox.Core.Mail;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gallabox.Web.Mail;

/// <summary>
/// An Inbound Parse form taken apart: its fields cut to what can matter, its files as names and sizes, and a raw message as a
/// seekable stream of its own.
/// </summary>
internal sealed class MailForm : IAsyncDisposable
{
    private const int MostParts = 1000;
    private const int MostFieldBytes = 64 * 1024;
    private const int MostTextBytes = 256 * 1024;
    private const int MostReportBytes = 8 * 1024;
    private const int MostHtmlBytes = 1024 * 1024;

    private readonly List<MailAttachment> attachments = [];
    private readonly StringBuilder report = new();

    public Dictionary<string, byte[]> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<MailAttachment> Attachments => attachments;

    /// <summary>The start of enclosed delivery reports; null where there are none.</summary>
    public string? Report => report.Length == 0 ? null : report.ToString();

    /// <summary>The field <c>email</c> of the raw mode.</summary>
    public Stream? Message { get; private set; }

    /// <exception cref="InvalidDataException">This is no multipart form.</exception>
    /// <exception cref="IOException">This is no multipart form, or its file could not be kept.</exception>
    public static async Task<MailForm> ReadAsync(Stream body, string boundary, CancellationToken cancellation)
    {
        var form = new MailForm();
        try
        {
            var reader = new MultipartReader(boundary, body);
            for (var part = 0; part < MostParts && await reader.ReadNextSectionAsync(cancellation) is { } section; part++)
                await form.AddAsync(section, cancellation);
            return form;
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Message is not null)
            await Message.DisposeAsync();
    }

    private async Task AddAsync(MultipartSection section, CancellationToken cancellation)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            return;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name.Equals("email", StringComparison.OrdinalIgnoreCase) && Message is null)
        {
            Message = await SpoolAsync(section.Body, cancellation);
        }
        else if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
        {
            var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
            using var start = new MemoryStream();
            var size = await KeepAsync(section.Body, start, IsReport(section.ContentType) ? MostReportBytes : 0, cancellation);
            if (start.Length > 0 && report.Length < MostReportBytes)
                report.Append(FieldText.Decode(start.ToArray(), "utf-8")).Append('\n');
            if (attachments.Count < 50)
                attachments.Add(new(Short(file.ToString(), 100), Short(section.ContentType ?? "", 80), size));
        }
        else
        {
            Fields.TryAdd(name, await FieldAsync(section.Body, Most(name), cancellation));
        }
    }

    private static bool IsReport(string? contentType) =>
        contentType is not null
        && (contentType.StartsWith("message/", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("text/rfc822-headers", StringComparison.OrdinalIgnoreCase));

    private static int Most(string name) => name.ToLowerInvariant() switch
    {
        "text" or "headers" => MostTextBytes,
        "html" => MostHtmlBytes,
        _ => MostFieldBytes,
    };

    private static string Short(string text, int longest) =>
        string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(longest / 2));

    private static async Task<Stream> SpoolAsync(Stream message, CancellationToken cancellation)
    {
        var stream = new FileBufferingReadStream(message, MostFieldBytes);
        await DrainAsync(stream, cancellation);
        stream.Position = 0;
        return stream;
    }

    private static Task<long> DrainAsync(Stream stream, CancellationToken cancellation) => KeepAsync(stream, Stream.Null, 0, cancellation);

    private static async Task<byte[]> FieldAsync(Stream field, int most, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        await KeepAsync(field, kept, most, cancellation);
        return kept.Length < most ? kept.ToArray() : FieldText.WholeLines(kept.ToArray()).ToArray();
    }

    // Reads to the end, keeps the start, and answers the whole length.
    private static async Task<long> KeepAsync(Stream stream, Stream kept, int most, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0; total += read)
                kept.Write(buffer.AsSpan(0, (int)Math.Clamp(most - total, 0, read)));
            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
