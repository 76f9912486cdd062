using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Tables;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Idempotency;

/// <summary>
/// Writes of the API happen once for each <c>Idempotency-Key</c>: the first answer is kept and given again. Answers of 500 and
/// above are not kept, so the caller may try again with the same key.
/// </summary>
public sealed class IdempotentWrites(ITableStore tables, IOptionsMonitor<WebOptions> options, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    private const string Table = "idempotency";
    private const string Row = "answer";

    /// <summary>After so long without an answer, the attempt is taken to have died, and the next one runs.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(2);

    public async Task<IResult> RunAsync(HttpRequest request, Func<Task<IResult>> run, CancellationToken cancellation)
    {
        var (body, refusal) = await RequestBody.TakeAsync(request, options.CurrentValue.MaxBody, "application/json", cancellation);
        if (refusal is not null)
            return refusal;
        var key = request.Headers[Header].ToString();
        if (key.Length == 0)
            return await run();
        if (key.Length > 255 || !key.All(c => c is >= ' ' and <= '~'))
            return Problem.BadInput($"'{Header}' has 1 to 255 printable ASCII characters.");
        var partition = Hash(Encoding.UTF8.GetBytes(key));
        var attempt = new KeptAnswer(Hash([.. Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"), .. body]), time.GetUtcNow());
        return await EarlierAsync(partition, attempt, cancellation) ?? await KeepAsync(partition, attempt, run);
    }

    /// <summary>What an earlier request with the key makes of this one, or null when this one is to run.</summary>
    private async Task<IResult?> EarlierAsync(string partition, KeptAnswer attempt, CancellationToken cancellation)
    {
        while (true)
        {
            if (await tables.TryInsertAsync(Table, partition, Row, attempt, cancellation))
                return null;
            if (await tables.FindAsync<KeptAnswer>(Table, partition, Row, cancellation) is not { } earlier)
                continue;
            var age = attempt.StartedAt - earlier.Value.StartedAt;
            if (age < options.CurrentValue.IdempotencyLifetime && (earlier.Value.Answer is not null || age < GiveUpAfter))
                return Judge(earlier.Value, attempt);
            if (await TakeOverAsync(partition, attempt, earlier.ETag, cancellation))
                return null;
        }
    }

    private static Answer Judge(KeptAnswer earlier, KeptAnswer attempt)
    {
        if (earlier.Fingerprint != attempt.Fingerprint)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", "The idempotency key was used for another request",
                "Use a new key for each new request; repeat a key only with the same method, path and body.");
        return earlier.Answer?.With("Idempotency-Replayed", "true") ?? Problem.Of(StatusCodes.Status409Conflict, "in-progress",
            "A request with this idempotency key is under way", "Wait a second, then send the same request again to get its answer.").With("Retry-After", "1");
    }

    private async Task<bool> TakeOverAsync(string partition, KeptAnswer attempt, string etag, CancellationToken cancellation)
    {
        try
        {
            await tables.WriteAsync(Table, partition, [new TableWrite.Replace(Row, Wire.ToBytes(attempt), etag)], cancellation);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    /// <summary>Not cancelled with the request: what was done must be known to the next one.</summary>
    private async Task<IResult> KeepAsync(string partition, KeptAnswer attempt, Func<Task<IResult>> run)
    {
        Answer? kept = null;
        try
        {
            var result = await run();
            kept = result is Answer { Status: < StatusCodes.Status500InternalServerError, Private: false } answer ? answer : null;
            return result;
        }
        finally
        {
            if (kept is null)
                await tables.DeleteAsync(Table, partition, Row, CancellationToken.None);
            else
                await tables.UpsertAsync(Table, partition, Row, attempt with { Answer = kept }, CancellationToken.None);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <param name="Fingerprint">Of method, path and body.</param>
    /// <param name="Answer">Null while the request is under way.</param>
    private sealed record KeptAnswer(string Fingerprint, DateTimeOffset StartedAt, Answer? Answer = null);
}
