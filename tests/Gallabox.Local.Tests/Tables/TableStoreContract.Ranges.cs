using System.Globalization;
using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_range_is_half_open_and_in_order()
    {
        foreach (var row in (string[])["c", "a", "d", "b", "bb"])
            await InsertAsync(row);

        Assert.Equal(["a", "b", "bb", "c", "d"], await RowsAsync(new RowRange()));
        Assert.Equal(["b", "bb", "c"], await RowsAsync(new RowRange(From: "b", Before: "d")));
        Assert.Equal(["bb", "c"], await RowsAsync(new RowRange(After: "b", Before: "d")));
        Assert.Equal(["c", "d"], await RowsAsync(new RowRange(From: "bc")));
        Assert.Equal(["a"], await RowsAsync(new RowRange(Before: "b")));
        Assert.Equal(["a", "b"], await RowsAsync(new RowRange(Take: 2)));
        Assert.Empty(await RowsAsync(new RowRange(From: "b", Before: "b")));
    }

    [Fact]
    public async Task A_prefix_means_the_rows_that_start_with_it()
    {
        foreach (var row in (string[])["a", "a.", "a.1", "a./", "a.é", "a.\U0001F600", "a/", "a/1", "b"])
            await InsertAsync(row);

        Assert.Equal(["a.", "a./", "a.1", "a.é", "a.\U0001F600"], await RowsAsync(RowRange.Prefix("a.")));
        Assert.Equal(["a/", "a/1"], await RowsAsync(RowRange.Prefix("a/")));
        Assert.Equal(9, (await RowsAsync(RowRange.Prefix(""))).Count);
        Assert.Equal(["a.1", "a.é"], await RowsAsync(RowRange.Prefix("a.", after: "a./", take: 2)));
    }

    [Fact]
    public async Task Many_rows_are_read_page_by_page()
    {
        var expected = Enumerable.Range(0, 1_256).Select(number => number.ToString("D6", CultureInfo.InvariantCulture)).ToList();
        foreach (var chunk in expected.Chunk(100))
            await WriteAsync(chunk.Select(row => new TableWrite.Insert(row, Bytes(row))));

        Assert.Equal(1_000, (await RowsAsync(new RowRange())).Count);
        Assert.Equal(expected, await PagesAsync(1_000));
        Assert.Equal(expected, await PagesAsync(157)); // 8 pages without a rest
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_query_takes_one_to_a_thousand_rows(int take) =>
        await Assert.ThrowsAsync<ArgumentException>(() => RowsAsync(new RowRange(Take: take)));

    private async Task<List<string>> PagesAsync(int take)
    {
        var all = new List<string>();
        IReadOnlyList<string> page;
        do
        {
            page = await RowsAsync(new RowRange(After: all.LastOrDefault(), Take: take));
            all.AddRange(page);
        }
        while (page.Count == take);
        return all;
    }
}
