using System.Text;
using Gallabox.Core.Cases;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>A store whose writes are operations that the power can fail at. It remembers all that was ever written.</summary>
internal sealed class PoweredTables(Power power) : ITableStore
{
    private readonly InMemoryTableStore rows = new();
    private readonly Dictionary<string, (CaseState State, ReadOnlyMemory<byte> File)> cases = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> written = [];

    /// <summary>Every row as it was written, also those that were written over since.</summary>
    public IEnumerable<string> Written => written.Select(payload => Encoding.UTF8.GetString(payload.Span));

    public CaseState? StateOf(string caseId) => cases.TryGetValue(caseId, out var known) ? known.State : null;

    /// <summary>The case as it stands, without an operation.</summary>
    public CaseFile<TFacts>? FileOf<TFacts>(string caseId) =>
        cases.TryGetValue(caseId, out var known) ? Wire.FromBytes<CaseFile<TFacts>>(known.File.Span) : null;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        power.Check();
        return rows.FindAsync(table, partition, row, cancellation);
    }

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        power.Check();
        return rows.QueryAsync(table, partition, range, cancellation);
    }

    public Task<IReadOnlyList<string?>> WriteAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation) =>
        power.UseAsync(async () =>
        {
            var done = await rows.WriteAsync(table, partition, writes, cancellation);
            foreach (var write in writes)
                Remember(table, partition, write);
            return done;
        });

    private void Remember(string table, string partition, TableWrite write)
    {
        if (Payload(write) is not { } payload)
            return;
        written.Add(payload);
        if (table == "cases" && write.Row == "case")
            cases[partition] = (Wire.FromBytes<CaseFile<object>>(payload.Span).Case.State, payload);
    }

    private static ReadOnlyMemory<byte>? Payload(TableWrite write) => write switch
    {
        TableWrite.Insert insert => insert.Payload,
        TableWrite.Replace replace => replace.Payload,
        TableWrite.Upsert upsert => upsert.Payload,
        _ => null,
    };
}

internal sealed class PoweredSecrets(Power power) : ISecretStore
{
    public Dictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        power.Check();
        return Task.FromResult(Kept.GetValueOrDefault(name));
    }

    public Task SaveAsync(string name, string value, CancellationToken cancellation) => power.UseAsync(() => Task.FromResult(Kept[name] = value));

    public Task DeleteAsync(string name, CancellationToken cancellation) => power.UseAsync(() => Task.FromResult(Kept.Remove(name)));
}
