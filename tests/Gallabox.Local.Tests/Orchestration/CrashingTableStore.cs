using Gallabox.Core.Tables;

namespace Gallabox.Local.Tests.Orchestration;

/// <summary>The power goes at the n-th write, before or after it is durable. From then on every call fails, until it is repaired.</summary>
internal sealed class CrashingTableStore(ITableStore inner) : ITableStore
{
    private readonly Lock gate = new();
    private bool down;
    private int writesLeft = int.MaxValue;
    private bool writeIsDurable;

    public int Writes { get; private set; }

    public int RowsRead { get; private set; }

    public bool IsDown
    {
        get
        {
            lock (gate)
                return down;
        }
    }

    public void CrashAt(int write, bool durable)
    {
        lock (gate)
            (writesLeft, writeIsDurable) = (write, durable);
    }

    public void Repair()
    {
        lock (gate)
            (down, writesLeft) = (false, int.MaxValue);
    }

    public async Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        ThrowIfDown();
        RowsRead++;
        return await inner.FindAsync(table, partition, row, cancellation);
    }

    public async Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        ThrowIfDown();
        var rows = await inner.QueryAsync(table, partition, range, cancellation);
        RowsRead += rows.Count;
        return rows;
    }

    public async Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        bool durable;
        lock (gate)
        {
            ThrowIfDown();
            Writes++;
            durable = --writesLeft > 0 || writeIsDurable;
            down = writesLeft <= 0;
        }

        var written = durable ? await inner.WriteAsync(table, partition, writes, cancellation) : [];
        ThrowIfDown();
        return written;
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new IOException("The power is gone.");
    }
}
