using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>Bodies of the API: small, read whole under a limit before anything happens.</summary>
public static class RequestBody
{
    /// <summary>Reads the body, which stays readable for the endpoint, or answers with what is wrong with it.</summary>
    public static async Task<(byte[] Bytes, Answer? Refusal)> TakeAsync(HttpRequest request, int limit, string mediaType, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
            return ([], Problem.TooLarge(limit));
        var bytes = await ReadAsync(request.Body, limit, cancellation);
        if (bytes is null)
            return ([], Problem.TooLarge(limit));
        request.Body = new MemoryStream(bytes, writable: false);
        var sent = request.ContentType;
        return bytes.Length == 0 || mediaType.Equals(sent?.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase)
            ? (bytes, null)
            : (bytes, Problem.WrongContentType(sent, mediaType));
    }

    /// <summary>The body's object; the default when there is no body.</summary>
    /// <exception cref="JsonException">It is not such an object.</exception>
    public static async Task<T> ReadAsync<T>(this HttpRequest request, CancellationToken cancellation)
        where T : class, new() =>
        request.Body is MemoryStream { Length: 0 } ? new T() : await JsonSerializer.DeserializeAsync<T>(request.Body, Wire.Json, cancellation) ?? new T();

    private static async Task<byte[]?> ReadAsync(Stream body, int limit, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Min(limit + 1, 16 * 1024)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(limit + 1, buffer.Length * 2));
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (length > limit)
                return null;
            if (read == 0)
                return buffer[..length];
        }
    }
}
