using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Core.TwoStep;

/// <summary>Numbers to be looked at out of turn, those due first in front. A number may be there twice; a look too many does no harm.</summary>
public sealed class PendingLooks(ITableStore tables)
{
    private const string Partition = "pending";

    /// <param name="phone">The number.</param>
    /// <param name="due">Not before.</param>
    /// <param name="tries">How often it has failed.</param>
    /// <param name="code">The last failure's; null: none.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task AddAsync(PhoneNumber phone, DateTimeOffset due, int tries, string? code, CancellationToken cancellation) =>
        tables.UpsertAsync(TwoStepRecords.Table, Partition, Row(due) + phone.E164, new PendingLook(phone, due, tries, code), cancellation);

    /// <summary>Those that are due, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<Stored<PendingLook>>> DueAsync(DateTimeOffset now, int take, CancellationToken cancellation)
    {
        var range = new RowRange(Before: Row(now.AddTicks(1)), Take: take);
        return [.. (await tables.QueryAsync(TwoStepRecords.Table, Partition, range, cancellation)).Select(Stored<PendingLook>.Of)];
    }

    /// <summary>When the next is due; null: none waits.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellation) =>
        (await tables.QueryAsync(TwoStepRecords.Table, Partition, new RowRange(Take: 1), cancellation)) is [var first] ? Stored<PendingLook>.Of(first).Value.Due : null;

    /// <summary>Takes one off the list, unless it was asked for once more meanwhile.</summary>
    public async Task DoneAsync(Stored<PendingLook> done, CancellationToken cancellation)
    {
        try
        {
            await tables.WriteAsync(TwoStepRecords.Table, Partition, [new TableWrite.Delete(done.Row, done.ETag)], cancellation);
        }
        catch (TableConflictException)
        {
            // Something newer was heard, or another run of this step took it off: either way it is not this look's any more.
        }
    }

    private static string Row(DateTimeOffset due) => string.Create(CultureInfo.InvariantCulture, $"{due.UtcTicks:D19}:");
}

/// <inheritdoc cref="PendingLooks.AddAsync"/>
public sealed record PendingLook(PhoneNumber Phone, DateTimeOffset Due, int Tries, string? Code);
