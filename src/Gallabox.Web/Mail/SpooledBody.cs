using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Gallabox.Web.Mail;

/// <summary>A request's raw body: small ones in memory, others in a temporary file that goes with it.</summary>
internal sealed class SpooledBody : IAsyncDisposable
{
    private const int MemoryThreshold = 64 * 1024;
    private const int BufferSize = 64 * 1024;

    private readonly FileBufferingReadStream stream;

    private SpooledBody(FileBufferingReadStream stream) => this.stream = stream;

    /// <summary>Seekable, at its start.</summary>
    public Stream Stream => stream;

    /// <summary>Reads the body to its end and feeds the hash.</summary>
    /// <returns>Null where it is larger than allowed; what is beyond is not read.</returns>
    public static async Task<SpooledBody?> ReadAsync(
        HttpRequest request, long mostBytes, IncrementalHash hash, CancellationToken cancellation)
    {
        // The server's own limit is lower than a mail with attachments is long.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes;
        var stream = new FileBufferingReadStream(request.Body, MemoryThreshold);
        try
        {
            if (await FitsAsync(stream, mostBytes, hash, cancellation))
            {
                stream.Position = 0;
                return new SpooledBody(stream);
            }
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // The server's refusal is ours.
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        await stream.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async Task<bool> FitsAsync(Stream stream, long mostBytes, IncrementalHash hash, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            while (await stream.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                total += read;
                if (total > mostBytes)
                    return false;
                hash.AppendData(buffer, 0, read);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
