using Gallabox.Core.Tables;

namespace Gallabox.Core.TwoStep;

/// <summary>What was done about a number's two-step verification.</summary>
public sealed record TwoStepRecord
{
    /// <summary>The time of being off that was told of, by its beginning; null: none, or it is over.</summary>
    public DateTimeOffset? OffSince { get; init; }

    /// <summary>When it was last told of.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How often: the first word, and the reminders.</summary>
    public int Times { get; init; }

    /// <summary>The last request to switch it off that is settled: told of, or overtaken by what Meta showed.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When it was last seen to be on again after it had been told of.</summary>
    public DateTimeOffset? OnAgainAt { get; init; }
}

/// <summary>One row a number. The one flow that watches is its only writer.</summary>
public sealed class TwoStepRecords(ITableStore tables)
{
    internal const string Table = "twostep";

    public async Task<TwoStepRecord> FindAsync(PhoneNumber phone, CancellationToken cancellation) =>
        (await tables.FindAsync<TwoStepRecord>(Table, phone.E164, "record", cancellation))?.Value ?? new TwoStepRecord();

    public Task SaveAsync(PhoneNumber phone, TwoStepRecord record, CancellationToken cancellation) =>
        tables.UpsertAsync(Table, phone.E164, "record", record, cancellation);
}
