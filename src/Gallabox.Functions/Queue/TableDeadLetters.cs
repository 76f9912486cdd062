using System.Globalization;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Functions.Queue;

/// <summary>
/// Messages that were given up on, as rows in the order in which they were sent: the same list and the same replay, whichever
/// queue they came from. Buried twice, a message is one row.
/// </summary>
internal sealed class TableDeadLetters(ITableStore tables, IWorkRoad road, TimeProvider time) : IDeadLetters
{
    private const string Table = "deadletters";
    private const string Partition = "dead";

    public Task AddAsync(SentWork work, string code, string reason, CancellationToken cancellation)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{work.SentAt.UtcTicks:D19}-{IdHash.Of(work.Message.Id):x16}");
        var letter = new DeadLetter(key, work.Message, work.Attempts, time.GetUtcNow(), code, reason);
        return tables.UpsertAsync(Table, Partition, key, letter, cancellation);
    }

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Partition, new RowRange(After: after, Take: take), cancellation))
            .Select(row => Stored<DeadLetter>.Of(row).Value)];

    public async Task<bool> ReplayAsync(string key, CancellationToken cancellation)
    {
        if (await tables.FindAsync<DeadLetter>(Table, Partition, key, cancellation) is not { Value: var letter })
            return false;
        await road.PutAsync(new SentWork(letter.Message, 0, time.GetUtcNow(), Replayed: true), TimeSpan.Zero, cancellation);
        await tables.DeleteAsync(Table, Partition, key, cancellation);
        return true;
    }

    public async Task<bool> DropAsync(string key, CancellationToken cancellation)
    {
        if (await tables.FindAsync(Table, Partition, key, cancellation) is null)
            return false;
        await tables.DeleteAsync(Table, Partition, key, cancellation);
        return true;
    }
}
