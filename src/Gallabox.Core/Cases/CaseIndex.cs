using Gallabox.Core.Tables;

namespace Gallabox.Core.Cases;

/// <summary>
/// How cases are found: by number (the claim of its one open case), and by state, kind or number for lists. Index rows are
/// written before the case and dropped after it, and a reader trusts only the case, so a crash in between costs a stale row.
/// </summary>
public sealed class CaseIndex(ITableStore tables)
{
    private const string Table = "caseindex";
    private const string Claims = "claim";

    /// <summary>Claims a number for a case, or tells which case has it.</summary>
    public async Task<string> ClaimAsync(PhoneNumber phone, string caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            if (await tables.TryInsertAsync(Table, Claims, phone.E164, new Claim(caseId, now), cancellation))
                return caseId;
            if (await ClaimantAsync(phone, cancellation) is { } holder)
                return holder;
        }
    }

    /// <summary>The case that has the number now, or null.</summary>
    public async Task<string?> ClaimantAsync(PhoneNumber phone, CancellationToken cancellation) =>
        (await tables.FindAsync<Pointer>(Table, Claims, phone.E164, cancellation))?.Value.CaseId;

    /// <summary>Frees a number whose claim is older than a moment and has no case: its opening was interrupted. False: the claim is younger.</summary>
    public async Task<bool> DropOrphanAsync(PhoneNumber phone, string caseId, DateTimeOffset before, CancellationToken cancellation)
    {
        var claim = await tables.FindAsync<Claim>(Table, Claims, phone.E164, cancellation);
        if (claim?.Value.CaseId != caseId)
            return true;
        if (claim.Value.At >= before)
            return false;
        await DropAsync(phone, claim.ETag, cancellation);
        return true;
    }

    /// <summary>Lists the case under its state.</summary>
    public async Task AddAsync(Case listed, CancellationToken cancellation)
    {
        foreach (var partition in Partitions(listed))
            await tables.UpsertAsync(Table, partition, listed.Id, new Pointer(listed.Id), cancellation);
    }

    /// <summary>Takes the case off the list of the state that it left, and frees the number when the case has ended.</summary>
    public async Task LeaveAsync(Case before, Case now, CancellationToken cancellation)
    {
        foreach (var partition in Partitions(before).Except(Partitions(now)))
            await tables.DeleteAsync(Table, partition, before.Id, cancellation);
        if (!now.Open)
            await ReleaseAsync(now, cancellation);
    }

    /// <summary>Frees the number if this case has it. Safe to run again.</summary>
    public async Task ReleaseAsync(Case ended, CancellationToken cancellation)
    {
        var claim = await tables.FindAsync<Pointer>(Table, Claims, ended.Phone.E164, cancellation);
        if (claim?.Value.CaseId != ended.Id)
            return;
        await DropAsync(ended.Phone, claim.ETag, cancellation);
    }

    private async Task DropAsync(PhoneNumber phone, string etag, CancellationToken cancellation)
    {
        try
        {
            await tables.WriteAsync(Table, Claims, [new TableWrite.Delete(phone.E164, etag)], cancellation);
        }
        catch (TableConflictException)
        {
            // Somebody released it in between, which is what was wanted.
        }
    }

    /// <summary>Case ids that may fit a filter, in order, after one of them; the caller checks each against the case.</summary>
    public async Task<IReadOnlyList<string>> CandidatesAsync(CaseFilter filter, string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Partition(filter), new RowRange(After: after, Take: take), cancellation)).Select(row => row.Row)];

    private static string Partition(CaseFilter filter) => filter switch
    {
        { Phone: { } phone } => "phone:" + phone.E164,
        { State: { } state } => "state:" + state,
        { Kind: { } kind } => "kind:" + kind,
        _ => "all",
    };

    private static string[] Partitions(Case listed) =>
        ["all", "kind:" + listed.Kind, "phone:" + listed.Phone.E164, "state:" + listed.State];

    private sealed record Pointer(string CaseId);

    /// <param name="At">When it was made; null in old rows.</param>
    private sealed record Claim(string CaseId, DateTimeOffset? At);
}

/// <summary>Each part may be absent.</summary>
public sealed record CaseFilter(CaseState? State = null, CaseKind? Kind = null, PhoneNumber? Phone = null)
{
    public bool Fits(Case found) =>
        (State is null || found.State == State) && (Kind is null || found.Kind == Kind) && (Phone is null || found.Phone == Phone);
}
