using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>
/// The table store over Azure Table Storage. The client is to be made with <see cref="ClientOptions"/>. Tables are created with
/// the first write of the process to each. Limits: facts 8.1 (2,000 entities/s a partition, 20,000 transactions/s an account).
/// </summary>
public sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    private readonly ConcurrentDictionary<string, TableClient> created = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Options for the client: reads are retried; writes are not, so that no retry conflicts with its own first try.</summary>
    public static TableClientOptions ClientOptions() => new() { RetryPolicy = new ReadsOnlyRetry() };

    public async Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, row);
        return await AzureTableFailure.TranslateAsync(table, [], FindAsync, cancellation);

        async Task<TableRow?> FindAsync()
        {
            var answer = await service.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(
                TableKeys.Encode(partition), TableKeys.Encode(row), cancellationToken: cancellation);
            return answer.HasValue ? Row(partition, answer.Value!) : null;
        }
    }

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, range);
        return AzureTableFailure.TranslateAsync(table, [], QueryAsync, cancellation);

        async Task<IReadOnlyList<TableRow>> QueryAsync()
        {
            var rows = new List<TableRow>();
            try
            {
                var answer = service.GetTableClient(table)
                    .QueryAsync<TableEntity>(Filter(partition, range), range.Take, cancellationToken: cancellation);
                await foreach (var entity in answer.Take(range.Take).WithCancellation(cancellation))
                    rows.Add(Row(partition, entity));
            }
            catch (RequestFailedException failure) when (AzureTableFailure.IsMissingTable(failure))
            {
                // Nothing was ever written to it.
            }

            return rows;
        }
    }

    public async Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, writes);
        var client = created.GetValueOrDefault(table)
            ?? await AzureTableFailure.TranslateAsync(table, writes, () => CreateAsync(table, cancellation), cancellation);
        try
        {
            return await new EntityBatch(client, TableKeys.Encode(partition), table, cancellation).WriteAsync(writes);
        }
        catch (TransientFailureException failure) when (failure.Code == AzureTableFailure.MissingTable)
        {
            created.TryRemove(table, out _); // somebody deleted it; the next try creates it again
            throw;
        }
    }

    private async Task<TableClient> CreateAsync(string table, CancellationToken cancellation)
    {
        var client = service.GetTableClient(table);
        await client.CreateIfNotExistsAsync(cancellation);
        return created[table] = client;
    }

    private static string Filter(string partition, RowRange range)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Encode(partition)}");
        if (range.From is not null)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey ge {TableKeys.Encode(range.From)}");
        if (range.After is not null)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {TableKeys.Encode(range.After)}");
        if (range.Before is not null and not "\uFFFF") // the end of the empty prefix: every row
            filter += " and " + TableClient.CreateQueryFilter($"RowKey lt {TableKeys.EncodeEnd(range.Before)}");
        return filter;
    }

    private static TableRow Row(string partition, TableEntity entity) =>
        new(partition, TableKeys.Decode(entity.RowKey), EntityPayload.Read(entity), entity.ETag.ToString());
}
