using Azure;
using Azure.Data.Tables;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>Writes to one partition: a single one as a plain request, several as an entity group transaction.</summary>
internal sealed class EntityBatch(TableClient client, string encodedPartition, string table, CancellationToken cancellation)
{
    private const int MaxRounds = 5;

    public Task<IReadOnlyList<string?>> WriteAsync(IReadOnlyList<TableWrite> writes) => writes is [var only]
        ? AzureTableFailure.TranslateAsync<IReadOnlyList<string?>>(table, writes, async () => [await WriteOneAsync(only)], cancellation)
        : WriteAllAsync(writes);

    private async Task<string?> WriteOneAsync(TableWrite write)
    {
        var answer = write switch
        {
            TableWrite.Insert insert => await client.AddEntityAsync(Entity(insert.Row, insert.Payload), cancellation),
            TableWrite.Replace replace => await client.UpdateEntityAsync(
                Entity(replace.Row, replace.Payload), new ETag(replace.ETag), TableUpdateMode.Replace, cancellation),
            TableWrite.Upsert upsert => await client.UpsertEntityAsync(
                Entity(upsert.Row, upsert.Payload), TableUpdateMode.Replace, cancellation),
            TableWrite.Delete delete => await DeleteAsync(delete),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return write is TableWrite.Delete ? null : answer.Headers.ETag!.Value.ToString();
    }

    private async Task<Response> DeleteAsync(TableWrite.Delete delete)
    {
        var etag = delete.ETag is null ? ETag.All : new ETag(delete.ETag);
        var answer = await client.DeleteEntityAsync(encodedPartition, TableKeys.Encode(delete.Row), etag, cancellation);
        // The client library takes a missing row for a success.
        return answer.Status == 404 && delete.ETag is not null ? throw new RequestFailedException(answer) : answer;
    }

    /// <summary>
    /// The service fails a transaction that deletes a missing row, the port does not: such deletions are left out, and the rest
    /// is tried again.
    /// </summary>
    private async Task<IReadOnlyList<string?>> WriteAllAsync(IReadOnlyList<TableWrite> writes)
    {
        var left = writes;
        for (var round = 0; left.Count > 0 && round < MaxRounds; round++)
        {
            if (await AzureTableFailure.TranslateAsync(table, left, () => TrySubmitAsync(left), cancellation) is { } etags)
                return [.. writes.Select(write => etags.GetValueOrDefault(write.Row))];
            left = await WithoutMissingAsync(left);
        }

        return left.Count == 0
            ? [.. writes.Select(_ => (string?)null)]
            : throw new TransientFailureException("azure-table:busy-rows", $"Rows of '{table}' came and went while they were deleted.");
    }

    /// <summary>The new ETags by row; null when a row to be deleted was missing.</summary>
    private async Task<Dictionary<string, string?>?> TrySubmitAsync(IReadOnlyList<TableWrite> writes)
    {
        try
        {
            var answers = await client.SubmitTransactionAsync(writes.Select(Action), cancellation);
            return writes.Zip(answers.Value).ToDictionary(
                pair => pair.First.Row,
                pair => pair.First is TableWrite.Delete ? null : pair.Second.Headers.ETag!.Value.ToString(),
                StringComparer.Ordinal);
        }
        catch (TableTransactionFailedException failure)
            when (failure is { Status: 404, FailedTransactionActionIndex: { } index } && writes[index] is TableWrite.Delete { ETag: null })
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<TableWrite>> WithoutMissingAsync(IReadOnlyList<TableWrite> writes)
    {
        var present = await Task.WhenAll(writes.Select(async write => write is not TableWrite.Delete { ETag: null }
            || await AzureTableFailure.TranslateAsync(table, writes, () => ExistsAsync(write.Row), cancellation)));
        return [.. writes.Where((_, index) => present[index])];
    }

    private async Task<bool> ExistsAsync(string row) =>
        (await client.GetEntityIfExistsAsync<TableEntity>(encodedPartition, TableKeys.Encode(row), ["RowKey"], cancellation)).HasValue;

    private TableTransactionAction Action(TableWrite write) => write switch
    {
        TableWrite.Insert insert => new(TableTransactionActionType.Add, Entity(insert.Row, insert.Payload)),
        TableWrite.Replace replace => new(
            TableTransactionActionType.UpdateReplace, Entity(replace.Row, replace.Payload), new ETag(replace.ETag)),
        TableWrite.Upsert upsert => new(TableTransactionActionType.UpsertReplace, Entity(upsert.Row, upsert.Payload)),
        TableWrite.Delete delete => new(
            TableTransactionActionType.Delete, Entity(delete.Row, default), delete.ETag is null ? ETag.All : new ETag(delete.ETag)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private TableEntity Entity(string row, ReadOnlyMemory<byte> payload)
    {
        var entity = new TableEntity(encodedPartition, TableKeys.Encode(row));
        EntityPayload.Write(entity, payload);
        return entity;
    }
}
