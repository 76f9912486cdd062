using System.Diagnostics;
using Gallabox.Core;
using Gallabox.Core.Tables;
using Gallabox.Local.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

/// <summary>What holds for the local store's file beyond the contract: restarts, crashes, a second host.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gallabox-tables");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Rows_survive_a_restart()
    {
        await using (var store = Open())
            await InsertAsync(store, "a");

        await using var again = Open();

        Assert.NotNull(await FindAsync(again, "a"));
    }

    [Fact]
    public async Task Writes_accepted_before_the_store_closes_are_kept()
    {
        var store = Open();
        var writes = Enumerable.Range(0, 500).Select(number => InsertAsync(store, $"{number}")).ToList();
        await store.DisposeAsync();
        await Task.WhenAll(writes);

        await using var again = Open();

        Assert.Equal(500, (await again.QueryAsync("Things", "p", new RowRange(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_as_a_crash_would_leave_them()
    {
        var crashed = Directory.CreateTempSubdirectory("gallabox-crashed");
        await using var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => InsertAsync(store, $"{number}")));
        foreach (var name in (string[])["tables.db", "tables.db-wal"])
            CopyAsTheyAre(Path.Combine(folder.FullName, name), Path.Combine(crashed.FullName, name));

        await using (var after = SqliteTableStore.Open(crashed.FullName))
            Assert.Equal(500, (await after.QueryAsync("Things", "p", new RowRange(), CancellationToken.None)).Count);
        crashed.Delete(recursive: true);
    }

    [Fact]
    public async Task An_ETag_from_before_a_restart_fits_no_later_row()
    {
        string etag;
        await using (var store = Open())
        {
            etag = await InsertAsync(store, "a");
            await store.DeleteAsync("Things", "p", "a", CancellationToken.None);
        }

        await using var again = Open();

        Assert.NotEqual(etag, await InsertAsync(again, "a"));
    }

    [Fact]
    public async Task A_second_host_on_the_folder_is_told_what_to_do()
    {
        await using var store = Open();

        var refusal = Assert.Throws<NeedsPersonException>(Open);

        Assert.Contains(folder.FullName, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Gallabox__Data", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_says_so_and_gives_the_folder_free()
    {
        var store = Open();
        await InsertAsync(store, "a");
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(store, "b"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => FindAsync(store, "a"));
        await using var again = Open();
        Assert.Null(await FindAsync(again, "b"));
    }

    [Fact]
    public async Task A_conflict_does_not_disturb_the_writes_that_share_its_commit()
    {
        await using var store = Open();
        await InsertAsync(store, "taken");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => store.TryInsertAsync(
            "Things", "p", number % 3 == 0 ? "taken" : $"{number}", number, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 300).Select(number => number % 3 != 0), outcomes);
        Assert.Equal(201, (await store.QueryAsync("Things", "p", new RowRange(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task The_log_does_not_grow_with_what_was_written()
    {
        await using var store = Open();
        for (var round = 0; round < 40; round++)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => store.WriteAsync(
                "Things", "p", [new TableWrite.Upsert($"{number}", new byte[100_000])], CancellationToken.None)));

        // 80 MB were written; the log starts afresh from 32 MB on, at the next commit that finds no copy under way.
        Assert.InRange(new FileInfo(Path.Combine(folder.FullName, "tables.db-wal")).Length, 1, 64_000_000);
    }

    [Fact]
    public async Task Opening_does_not_take_longer_for_a_full_store()
    {
        await using (var store = Open())
            for (var batch = 0; batch < 200; batch++)
                await store.WriteAsync("Things", $"{batch}",
                    [.. Enumerable.Range(0, 100).Select(row => new TableWrite.Insert($"{row}", new byte[500]))], CancellationToken.None);
        var watch = Stopwatch.StartNew();

        await using var again = Open();

        Assert.NotNull(await again.FindAsync("Things", "199", "99", CancellationToken.None));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private SqliteTableStore Open() => SqliteTableStore.Open(folder.FullName);

    private static void CopyAsTheyAre(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static async Task<string> InsertAsync(SqliteTableStore store, string row) =>
        (await store.WriteAsync("Things", "p", [new TableWrite.Insert(row, new byte[10])], CancellationToken.None))[0]!;

    private static Task<TableRow?> FindAsync(SqliteTableStore store, string row) =>
        store.FindAsync("Things", "p", row, CancellationToken.None);
}
