using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Tests.Connect;

/// <summary>A store whose writes are operations that the power can fail at.</summary>
internal sealed class PoweredTables(Power power) : ITableStore
{
    private readonly InMemoryTableStore rows = new();
    private readonly Dictionary<string, CaseState> states = new(StringComparer.Ordinal);

    public CaseState? StateOf(string caseId) => states.TryGetValue(caseId, out var state) ? state : null;

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
            var written = await rows.WriteAsync(table, partition, writes, cancellation);
            if (table == "cases" && await rows.FindAsync<CaseFile<ConnectFacts>>(table, partition, "case", cancellation) is { } file)
                states[partition] = file.Value.Case.State;
            return written;
        });
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
