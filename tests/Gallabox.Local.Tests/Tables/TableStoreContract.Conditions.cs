using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_row_is_read_as_it_was_inserted()
    {
        var etag = await InsertAsync("a");

        var found = await FindAsync("a");

        Assert.NotNull(found);
        Assert.Equal((Partition, "a", etag), (found.Partition, found.Row, found.ETag));
        Assert.Equal("first", await TextAsync("a"));
    }

    [Fact]
    public async Task Nothing_is_found_in_a_table_a_partition_or_a_row_that_is_missing()
    {
        Assert.Null(await FindAsync("a"));
        Assert.Empty(await RowsAsync(new RowRange()));
        await InsertAsync("a");

        Assert.Null(await FindAsync("b"));
        Assert.Null(await Store.FindAsync(table, "other", "a", CancellationToken.None));
        Assert.Empty(await Store.QueryAsync(table, "other", new RowRange(), CancellationToken.None));
    }

    [Fact]
    public async Task An_insert_of_an_existing_row_conflicts_and_leaves_it()
    {
        await InsertAsync("a");

        var conflict = await ConflictAsync(new TableWrite.Insert("a", Bytes("second")));

        Assert.Equal("a", conflict.Row);
        Assert.Equal("first", await TextAsync("a"));
    }

    [Fact]
    public async Task A_replacement_needs_the_current_ETag()
    {
        var first = await InsertAsync("a");
        var second = await WriteAsync(new TableWrite.Replace("a", Bytes("second"), first));

        var conflict = await ConflictAsync(new TableWrite.Replace("a", Bytes("stale"), first));

        Assert.NotEqual(first, second);
        Assert.Equal("a", conflict.Row);
        Assert.Equal(second, (await FindAsync("a"))!.ETag);
        Assert.Equal("second", await TextAsync("a"));
    }

    [Fact]
    public async Task A_replacement_of_a_missing_row_conflicts()
    {
        var etag = await InsertAsync("a");
        await WriteAsync(new TableWrite.Delete("a"));

        await ConflictAsync(new TableWrite.Replace("a", Bytes("second"), etag));

        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task An_ETag_of_a_deleted_row_does_not_fit_the_row_that_came_after_it()
    {
        var etag = await InsertAsync("a");
        await WriteAsync(new TableWrite.Delete("a", etag));
        await InsertAsync("a", "second");

        await ConflictAsync(new TableWrite.Replace("a", Bytes("third"), etag));

        Assert.Equal("second", await TextAsync("a"));
    }

    [Fact]
    public async Task An_upsert_writes_a_row_whether_it_exists_or_not()
    {
        var first = await WriteAsync(new TableWrite.Upsert("a", Bytes("first")));
        var second = await WriteAsync(new TableWrite.Upsert("a", Bytes("second")));

        Assert.NotEqual(first, second);
        Assert.Equal("second", await TextAsync("a"));
    }

    [Fact]
    public async Task An_upsert_leaves_nothing_of_a_longer_payload()
    {
        await WriteAsync(new TableWrite.Upsert("a", new byte[200_000]));

        await WriteAsync(new TableWrite.Upsert("a", Bytes("short")));

        Assert.Equal("short", await TextAsync("a"));
    }

    [Fact]
    public async Task A_deletion_without_an_ETag_may_be_repeated()
    {
        await InsertAsync("a");

        Assert.Null(await WriteAsync(new TableWrite.Delete("a")));
        Assert.Null(await WriteAsync(new TableWrite.Delete("a")));

        Assert.Null(await FindAsync("a"));
    }

    [Fact]
    public async Task A_deletion_with_a_stale_ETag_conflicts()
    {
        var etag = await InsertAsync("a");
        await WriteAsync(new TableWrite.Upsert("a", Bytes("second")));

        var conflict = await ConflictAsync(new TableWrite.Delete("a", etag));

        Assert.Equal("a", conflict.Row);
        Assert.Equal("second", await TextAsync("a"));
    }

    [Fact]
    public async Task A_deletion_with_an_ETag_of_a_missing_row_conflicts()
    {
        var etag = await InsertAsync("a");
        await WriteAsync(new TableWrite.Delete("a", etag));

        await ConflictAsync(new TableWrite.Delete("a", etag));
    }

    [Fact]
    public async Task Partitions_do_not_share_rows()
    {
        await InsertAsync("a");

        await Store.WriteAsync(table, "other", [new TableWrite.Insert("a", Bytes("other"))], CancellationToken.None);

        Assert.Equal("first", await TextAsync("a"));
    }
}
