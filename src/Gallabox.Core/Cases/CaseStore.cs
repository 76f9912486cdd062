using Gallabox.Core.Tables;

namespace Gallabox.Core.Cases;

/// <summary>
/// Cases with their timelines. A change of a case and the entry that tells of it are one transaction under the case's
/// ETag; what has happened already is seen by the decision, which then has nothing to change.
/// </summary>
public sealed class CaseStore(ITableStore tables, CaseIndex index, TimeProvider time)
{
    internal const string Table = "cases";
    private const string CaseRow = "case";

    /// <summary>From the claim of a number to its case's row, at most: it is milliseconds, but for a host that stops in between.</summary>
    private static readonly TimeSpan OpeningTakes = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Opens a case, unless its number has an open one. Safe to run again: the same case is opened once.
    /// </summary>
    /// <returns>The id of the number's open case: the given one, or the one that stood in its way.</returns>
    public async Task<string> OpenAsync<TFacts>(Case opened, TFacts facts, TimelineEntry first, CancellationToken cancellation)
    {
        if (await HolderAsync(opened, cancellation) is var holder && holder != opened.Id)
            return holder;
        var now = time.GetUtcNow();
        var stored = opened with { CreatedAt = now, UpdatedAt = now, Entries = 1 };
        await index.AddAsync(stored, cancellation);
        try
        {
            await tables.WriteAsync(Table, opened.Id,
            [
                new TableWrite.Insert(CaseRow, Wire.ToBytes(new CaseFile<TFacts>(stored, facts))),
                new TableWrite.Insert(EntryRow(1), Wire.ToBytes(first)),
            ], cancellation);
        }
        catch (TableConflictException)
        {
            // The case stands already: this is a second run of the same opening.
        }

        return opened.Id;
    }

    /// <summary>Cases that fit a filter in the order of their ids, at most <paramref name="take"/>, and the id to go on after, or null.</summary>
    public async Task<(IReadOnlyList<Case> Cases, string? Next)> ListAsync(CaseFilter filter, string? after, int take, CancellationToken cancellation)
    {
        var found = new List<Case>();
        while (true)
        {
            var candidates = await index.CandidatesAsync(filter, after, take, cancellation);
            foreach (var id in candidates)
            {
                after = id;
                if (await FindAsync(id, cancellation) is { } listed && filter.Fits(listed))
                    found.Add(listed);
                if (found.Count == take)
                    return (found, after);
            }

            if (candidates.Count < take)
                return (found, null);
        }
    }

    public async Task<CaseFile<TFacts>?> FindAsync<TFacts>(string id, CancellationToken cancellation) =>
        (await tables.FindAsync<CaseFile<TFacts>>(Table, id, CaseRow, cancellation))?.Value;

    /// <summary>The case without its facts, or null.</summary>
    public async Task<Case?> FindAsync(string id, CancellationToken cancellation) => (await FindAsync<object>(id, cancellation))?.Case;

    /// <exception cref="PermanentFailureException">There is no such case.</exception>
    public async Task<CaseFile<TFacts>> GetAsync<TFacts>(string id, CancellationToken cancellation) =>
        await FindAsync<TFacts>(id, cancellation) ?? throw Unknown(id);

    /// <summary>
    /// Decides on the newest state of a case and writes the change with its timeline entry.
    /// </summary>
    /// <param name="decide">Pure; may run again when somebody else wrote in between. Null: nothing to change.</param>
    /// <returns>The case afterwards, and whether this call changed it.</returns>
    /// <exception cref="InvalidOperationException">The change breaks <see cref="CaseTransitions"/>.</exception>
    public async Task<(CaseFile<TFacts> File, bool Changed)> ChangeAsync<TFacts>(
        string id, Func<CaseFile<TFacts>, CaseChange<TFacts>?> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var today = await tables.FindAsync<CaseFile<TFacts>>(Table, id, CaseRow, cancellation) ?? throw Unknown(id);
            if (decide(today.Value) is not { } change)
                return (today.Value, false);
            var next = Next(today.Value.Case, change);
            try
            {
                await WriteAsync(today, next, change, cancellation);
                Telemetry.Changed(today.Value.Case, next);
                return (new CaseFile<TFacts>(next, change.Facts), true);
            }
            catch (TableConflictException)
            {
                // Somebody else wrote: decide again on what stands now.
            }
        }
    }

    /// <summary>All entries in the order in which they were written.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string id, CancellationToken cancellation)
    {
        var entries = new List<TimelineEntry>();
        string? after = null;
        do
        {
            var page = await tables.QueryAsync(Table, id, RowRange.Prefix("entry:", after), cancellation);
            entries.AddRange(page.Select(row => Stored<TimelineEntry>.Of(row).Value));
            after = page.Count == 1000 ? page[^1].Row : null;
        }
        while (after is not null);
        return entries;
    }

    /// <summary>
    /// Claims the number. A claim that an ended case left behind, by a crash in its last step, is taken over, and so is one whose case was
    /// never written, once its opening must have been interrupted.
    /// </summary>
    private async Task<string> HolderAsync(Case opened, CancellationToken cancellation)
    {
        while (true)
        {
            var holder = await index.ClaimAsync(opened.Phone, opened.Id, time.GetUtcNow(), cancellation);
            if (holder == opened.Id)
                return holder;
            if (await FindAsync(holder, cancellation) is { } holding)
            {
                if (holding.Open)
                    return holder;
                await index.ReleaseAsync(holding, cancellation);
            }
            else if (!await index.DropOrphanAsync(opened.Phone, holder, time.GetUtcNow() - OpeningTakes, cancellation))
            {
                return holder;
            }
        }
    }

    private Case Next<TFacts>(Case today, CaseChange<TFacts> change)
    {
        if (!CaseTransitions.Allows(today.Kind, today.State, change.Case.State, today.AttentionFrom))
            throw new InvalidOperationException($"A {today.Kind} may not go from {today.State} to {change.Case.State}.");
        return change.Case with { UpdatedAt = time.GetUtcNow(), Entries = today.Entries + (change.Entry is null ? 0 : 1) };
    }

    private async Task WriteAsync<TFacts>(Stored<CaseFile<TFacts>> today, Case next, CaseChange<TFacts> change, CancellationToken cancellation)
    {
        if (next.State != today.Value.Case.State)
            await index.AddAsync(next, cancellation);
        List<TableWrite> writes = [new TableWrite.Replace(CaseRow, Wire.ToBytes(new CaseFile<TFacts>(next, change.Facts)), today.ETag)];
        if (change.Entry is { } entry)
            writes.Add(new TableWrite.Insert(EntryRow(next.Entries), Wire.ToBytes(entry)));
        await tables.WriteAsync(Table, next.Id, writes, cancellation);
        if (next.State != today.Value.Case.State)
            await index.LeaveAsync(today.Value.Case, next, cancellation);
    }

    private static string EntryRow(int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"entry:{no:D6}");

    private static PermanentFailureException Unknown(string id) => new("case:unknown", $"There is no case '{id}'.");
}

/// <summary>What a decision wants written.</summary>
/// <param name="Entry">Null: the facts change without a word in the timeline.</param>
public sealed record CaseChange<TFacts>(Case Case, TFacts Facts, TimelineEntry? Entry);
