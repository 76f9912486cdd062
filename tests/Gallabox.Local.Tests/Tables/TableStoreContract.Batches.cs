using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_hundred_rows_are_written_together_and_their_ETags_answered_in_order()
    {
        var etags = await WriteAsync(Inserts(100));

        var rows = await Store.QueryAsync(table, Partition, new RowRange(), CancellationToken.None);
        Assert.Equal(100, rows.Count);
        Assert.Equal(rows.Select(row => row.ETag), etags);
    }

    [Fact]
    public async Task A_conflict_in_the_middle_leaves_nothing_of_the_batch()
    {
        await InsertAsync("r050");

        var conflict = await ConflictAsync(Inserts(100));

        Assert.Equal("r050", conflict.Row);
        Assert.Equal(["r050"], await RowsAsync(new RowRange()));
        Assert.Equal("first", await TextAsync("r050"));
    }

    [Fact]
    public async Task A_batch_mixes_all_kinds_of_writes()
    {
        var replaced = await InsertAsync("b");
        var deleted = await InsertAsync("d");
        await InsertAsync("e");

        var etags = await WriteAsync([
            new TableWrite.Insert("a", Bytes("new")),
            new TableWrite.Replace("b", Bytes("new"), replaced),
            new TableWrite.Upsert("c", Bytes("new")),
            new TableWrite.Delete("d", deleted),
            new TableWrite.Delete("e"),
        ]);

        Assert.Equal(["a", "b", "c"], await RowsAsync(new RowRange()));
        Assert.Equal("new", await TextAsync("b"));
        Assert.Equal([true, true, true, false, false], etags.Select(etag => etag is not null));
    }

    [Fact]
    public async Task Deletions_of_missing_rows_do_not_fail_a_batch()
    {
        await InsertAsync("b");

        var etags = await WriteAsync([
            new TableWrite.Delete("a"), new TableWrite.Delete("b"), new TableWrite.Delete("c"), new TableWrite.Upsert("d", Bytes("new")),
        ]);
        await WriteAsync([new TableWrite.Delete("a"), new TableWrite.Delete("b")]);

        Assert.Equal(["d"], await RowsAsync(new RowRange()));
        Assert.Equal([null, null, null, (await FindAsync("d"))!.ETag], etags);
    }

    [Theory]
    [InlineData("replace")]
    [InlineData("delete")]
    public async Task A_stale_ETag_fails_the_whole_batch_and_names_the_row(string kind)
    {
        var stale = await InsertAsync("b");
        await WriteAsync(new TableWrite.Upsert("b", Bytes("second")));
        TableWrite failing = kind == "replace" ? new TableWrite.Replace("b", Bytes("third"), stale) : new TableWrite.Delete("b", stale);

        var conflict = await ConflictAsync(new TableWrite.Upsert("a", Bytes("new")), failing, new TableWrite.Insert("c", Bytes("new")));

        Assert.Equal("b", conflict.Row);
        Assert.Equal(["b"], await RowsAsync(new RowRange()));
        Assert.Equal("second", await TextAsync("b"));
    }

    [Fact]
    public async Task A_batch_has_at_most_a_hundred_writes_and_at_least_one()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(Inserts(101)));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(Inserts(0)));
    }

    [Fact]
    public async Task A_batch_names_a_row_once() => await Assert.ThrowsAsync<ArgumentException>(
        () => WriteAsync([new TableWrite.Upsert("a", Bytes("first")), new TableWrite.Delete("a")]));

    [Fact]
    public async Task Fifty_writers_that_change_one_row_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Store.ChangeAsync<Counter>(
            table, Partition, "count", today => new Counter((today?.Value ?? 0) + 1), CancellationToken.None))));

        Assert.Equal(50, (await Store.FindAsync<Counter>(table, Partition, "count", CancellationToken.None))!.Value.Value);
    }

    [Fact]
    public async Task Of_fifty_who_insert_one_row_exactly_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => Store.TryInsertAsync(
            table, Partition, "claim", new Counter(number), CancellationToken.None))));

        var winner = Assert.Single(Enumerable.Range(0, 50), number => won[number]);
        Assert.Equal(winner, (await Store.FindAsync<Counter>(table, Partition, "claim", CancellationToken.None))!.Value.Value);
    }

    [Fact]
    public async Task Of_concurrent_batches_over_the_same_rows_each_is_seen_whole_or_not_at_all()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => WriteAsync(
            Enumerable.Range(0, 10).Select(row => new TableWrite.Upsert($"r{row}", Bytes($"{number}")))))));

        var rows = await Store.QueryAsync(table, Partition, new RowRange(), CancellationToken.None);
        Assert.Equal(10, rows.Count);
        Assert.Single(rows.Select(row => Convert.ToHexString(row.Payload.Span)).Distinct());
    }

    private static IEnumerable<TableWrite> Inserts(int count) =>
        Enumerable.Range(0, count).Select(number => new TableWrite.Insert($"r{number:D3}", Bytes("batch")));

    private sealed record Counter(int Value);
}
