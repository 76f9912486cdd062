using System.Globalization;
using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task Every_ASCII_character_may_be_in_a_key_and_keeps_its_place_in_the_order()
    {
        var keys = Enumerable.Range(0, 128).Select(code => $"k{(char)code}z")
            .Concat(Enumerable.Range(0, 128).Select(code => $"{(char)code}"))
            .Order(StringComparer.Ordinal).ToList();
        foreach (var chunk in keys.Chunk(100))
            await WriteAsync(chunk.Select(key => new TableWrite.Insert(key, Bytes(key))));

        Assert.Equal(keys, await RowsAsync(new RowRange()));
        foreach (var key in keys)
            Assert.Equal(key, await TextAsync(key));
    }

    [Fact]
    public async Task Every_ASCII_character_may_bound_a_range()
    {
        var keys = Enumerable.Range(0, 128).Select(code => $"k{(char)code}").ToList();
        foreach (var chunk in keys.Chunk(100))
            await WriteAsync(chunk.Select(key => new TableWrite.Insert(key, Bytes(key))));

        for (var index = 0; index < keys.Count; index++)
        {
            Assert.Equal(keys.Skip(index).Take(2), await RowsAsync(new RowRange(From: keys[index], Take: 2)));
            Assert.Equal(keys.Skip(index + 1).Take(2), await RowsAsync(new RowRange(After: keys[index], Take: 2)));
            Assert.Equal(keys.Skip(index - 1).Take(index == 0 ? 0 : 1), await RowsAsync(
                new RowRange(From: keys[Math.Max(index - 1, 0)], Before: keys[index])));
        }
    }

    [Theory]
    [InlineData("wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA")]
    [InlineData("wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgSMTIz+/4A==")]
    [InlineData("wamid.gBGGSFcCNEOPAgkO_KJ55r4w_ww-/+=")]
    [InlineData("+919876543210")]
    [InlineData("<CAF=abc+1/2@mail.gmail.com>")]
    [InlineData("100% it's \"quoted\" and 'quoted', a''b")]
    [InlineData("%2F%252f%")]
    [InlineData(" leading and trailing ")]
    [InlineData("   ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a\\b?c#d&e=f;g:h")]
    [InlineData("line\r\nbreak\ttab\0null\u007Fdelete\u0085next line\u009F")]
    [InlineData("~0 ~ 7F.1>0[1\"0")]
    [InlineData("नमस्ते Größe 電話 \uE000 \uFFFD")]
    [InlineData("\U0001F600 emoji")]
    public async Task Odd_keys_name_partitions_and_rows(string key)
    {
        async Task<string?> ReadAsync() => (await Store.FindAsync(table, key, key, CancellationToken.None))?.Row;

        var etag = (await Store.WriteAsync(table, key, [new TableWrite.Insert(key, Bytes("1"))], CancellationToken.None))[0]!;
        Assert.Equal(key, await ReadAsync());
        var found = Assert.Single(await Store.QueryAsync(table, key, new RowRange(From: key), CancellationToken.None));
        Assert.Equal((key, key, etag), (found.Partition, found.Row, found.ETag));
        Assert.Empty(await Store.QueryAsync(table, key, new RowRange(After: key), CancellationToken.None));

        etag = (await Store.WriteAsync(table, key, [new TableWrite.Replace(key, Bytes("2"), etag)], CancellationToken.None))[0]!;
        etag = (await Store.WriteAsync(table, key,
            [new TableWrite.Replace(key, Bytes("3"), etag), new TableWrite.Upsert(key + "/", Bytes("3"))], CancellationToken.None))[0]!;
        await Store.WriteAsync(table, key, [new TableWrite.Delete(key, etag)], CancellationToken.None);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Keys_beyond_the_BMP_are_in_ordinal_order_too()
    {
        string[] keys = ["a", "é", "\uD7FF", "\U0001F600", "\U0010FFFD", "\uE000", "\uFFFD"];
        foreach (var key in keys.Reverse())
            await InsertAsync(key);

        Assert.Equal(keys, await RowsAsync(new RowRange()));
        Assert.Equal(["\U0010FFFD", "\uE000"], await RowsAsync(new RowRange(After: "\U0001F600", Before: "\uFFFD")));
    }

    [Fact]
    public async Task Keys_that_differ_only_in_case_or_width_are_different_rows()
    {
        await InsertAsync("a");
        await InsertAsync("A");
        await InsertAsync("\uFF41");

        Assert.Equal(["A", "a", "\uFF41"], await RowsAsync(new RowRange()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task A_key_has_1_to_256_characters(int length)
    {
        var key = new string('k', length);

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(new TableWrite.Upsert(key, Bytes("a"))));
        await Assert.ThrowsAsync<ArgumentException>(() => FindAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(table, key, "a", CancellationToken.None));
    }

    [Theory]
    [InlineData('k')]
    [InlineData('/')]
    [InlineData('\u0001')]
    [InlineData('電')]
    public async Task A_key_of_256_characters_is_taken_whatever_they_are(char character)
    {
        var key = new string(character, 256);

        await InsertAsync(key);

        Assert.Equal([key], await RowsAsync(new RowRange()));
    }

    [Fact]
    public async Task A_lone_surrogate_is_no_key() => await Assert.ThrowsAsync<ArgumentException>(
        () => WriteAsync(new TableWrite.Upsert(((char)0xD83D).ToString(CultureInfo.InvariantCulture), Bytes("a"))));

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("case-rows")]
    [InlineData("rows\" (id)")]
    public async Task A_table_has_a_plain_name(string name) => await Assert.ThrowsAsync<ArgumentException>(
        () => Store.WriteAsync(name, Partition, [new TableWrite.Upsert("a", Bytes("a"))], CancellationToken.None));
}
