using System.Buffers;
using System.IO.Pipelines;
using Gallabox.Core.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>The raw bytes of a request, in the server's own memory where they are in one piece.</summary>
internal static class WebhookBody
{
    /// <summary>
    /// Reads the body to its end and hands it to <paramref name="use"/>, once. Null: it is larger than
    /// <see cref="WebhookOptions.MaxBody"/>, and was not read to the end.
    /// </summary>
    public static async ValueTask<TAnswer?> UseAsync<TState, TAnswer>(
        HttpRequest request, TState state, UseBody<TState, TAnswer> use, CancellationToken cancellation)
        where TAnswer : class
    {
        if (request.ContentLength > WebhookOptions.MaxBody)
            return null;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.Length > WebhookOptions.MaxBody)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var answer = Use(buffer, state, use);
                reader.AdvanceTo(buffer.End);
                return answer;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static TAnswer Use<TState, TAnswer>(in ReadOnlySequence<byte> buffer, TState state, UseBody<TState, TAnswer> use)
    {
        if (buffer.IsSingleSegment)
            return use(state, buffer.FirstSpan);
        var length = (int)buffer.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.CopyTo(whole);
            return use(state, whole.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }
}

internal delegate TAnswer UseBody<in TState, out TAnswer>(TState state, ReadOnlySpan<byte> body);
