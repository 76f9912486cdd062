using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

public abstract partial class TableStoreContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(ITableStore.MaxPayload)]
    public async Task A_payload_comes_back_byte_for_byte(int size)
    {
        var payload = Payload(size);
        await WriteAsync(new TableWrite.Insert("a", payload));

        TableRow? found = Assert.Single(await Store.QueryAsync(table, Partition, new RowRange(), CancellationToken.None));
        Assert.True(found.Payload.Span.SequenceEqual(payload));
        found = await FindAsync("a");
        Assert.True(found!.Payload.Span.SequenceEqual(payload));
    }

    [Fact]
    public async Task A_replacement_may_be_empty()
    {
        var etag = await InsertAsync("a");

        await WriteAsync(new TableWrite.Replace("a", ReadOnlyMemory<byte>.Empty, etag));

        Assert.Equal("", await TextAsync("a"));
    }

    [Fact]
    public async Task A_payload_one_byte_over_the_limit_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => WriteAsync(new TableWrite.Upsert("a", new byte[ITableStore.MaxPayload + 1])));

    [Fact]
    public async Task A_batch_may_be_filled_to_its_limit_and_not_beyond()
    {
        var each = ITableStore.MaxBatchPayload / ITableStore.MaxBatch;
        var longest = Enumerable.Range(0, ITableStore.MaxBatch).Select(number => $"{number:D3}{new string('k', 253)}").ToList();

        await WriteAsync(longest.Select(row => new TableWrite.Insert(row, Payload(each))));
        await Assert.ThrowsAsync<ArgumentException>(
            () => WriteAsync(longest.Select(row => new TableWrite.Upsert(row, Payload(each + 512)))));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(
            Enumerable.Range(0, 5).Select(number => new TableWrite.Upsert($"{number}", Payload(ITableStore.MaxPayload)))));

        Assert.Equal(longest, await RowsAsync(new RowRange()));
    }

    [Fact]
    public async Task What_the_caller_does_with_its_buffer_afterwards_changes_no_row()
    {
        var buffer = Payload(10);
        await WriteAsync(new TableWrite.Insert("a", buffer));

        Array.Clear(buffer);

        Assert.Equal(Payload(10), (await FindAsync("a"))!.Payload.ToArray());
    }

    /// <summary>Every byte value, in a pattern whose period fits no power of two.</summary>
    private static byte[] Payload(int size)
    {
        var payload = new byte[size];
        for (var index = 0; index < size; index++)
            payload[index] = (byte)(index % 257);
        return payload;
    }
}
