using System.Text;
using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

/// <summary>What every adapter of the table store promises. Each test has a table of its own.</summary>
public abstract partial class TableStoreContract : IAsyncLifetime
{
    private const string Partition = "p";
    private static int lastTable;

    private readonly string table = $"Contract{Interlocked.Increment(ref lastTable)}";

    private protected ITableStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public abstract Task DisposeAsync();

    private protected abstract Task<ITableStore> OpenAsync();

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<string?> WriteAsync(TableWrite write) =>
        Assert.Single(await Store.WriteAsync(table, Partition, [write], CancellationToken.None));

    private Task<IReadOnlyList<string?>> WriteAsync(IEnumerable<TableWrite> writes) =>
        Store.WriteAsync(table, Partition, [.. writes], CancellationToken.None);

    private async Task<string> InsertAsync(string row, string text = "first") =>
        await WriteAsync(new TableWrite.Insert(row, Bytes(text))) ?? throw new InvalidOperationException("An insert answered no ETag.");

    private Task<TableRow?> FindAsync(string row) => Store.FindAsync(table, Partition, row, CancellationToken.None);

    private async Task<string?> TextAsync(string row) =>
        await FindAsync(row) is { } found ? Encoding.UTF8.GetString(found.Payload.Span) : null;

    private async Task<IReadOnlyList<string>> RowsAsync(RowRange range) =>
        [.. (await Store.QueryAsync(table, Partition, range, CancellationToken.None)).Select(row => row.Row)];

    private async Task<TableConflictException> ConflictAsync(params IEnumerable<TableWrite> writes)
    {
        var conflict = await Assert.ThrowsAsync<TableConflictException>(() => WriteAsync(writes));
        Assert.Equal(table, conflict.Table);
        return conflict;
    }
}
