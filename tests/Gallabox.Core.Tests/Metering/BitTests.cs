using CsCheck;
using Gallabox.Core.Metering;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

/// <summary>What is written bit by bit is read as it was; CsCheck prints the seed of a failure.</summary>
public sealed class BitTests
{
    private static readonly Gen<ulong> ofAnyWidth = Gen.Select(Gen.ULong, Gen.Int[0, 63], (value, shift) => value >> shift);

    [Fact]
    public void Numbers_of_any_width_come_back() => Gen.Select(ofAnyWidth, Gen.Int[0, int.MaxValue - 1], Gen.Int[-(1 << 29), 1 << 29]).Array[0, 40].Sample(written =>
    {
        var writer = new BitWriter(16);
        foreach (var (bits, number, signed) in written)
        {
            writer.Bits(bits, 64 - System.Numerics.BitOperations.LeadingZeroCount(bits));
            writer.Number(number);
            writer.Signed(signed);
            writer.NonZero(signed == 0 ? 1 : signed);
        }

        var reader = new BitReader(writer.ToArray());
        foreach (var (bits, number, signed) in written)
        {
            Assert.Equal(bits, reader.Bits(64 - System.Numerics.BitOperations.LeadingZeroCount(bits)));
            Assert.Equal(number, reader.Number());
            Assert.Equal(signed, reader.Signed());
            Assert.Equal(signed == 0 ? 1 : signed, reader.NonZero());
        }
    });

    /// <summary>Also where hashes are not spread at all.</summary>
    [Fact]
    public void Distances_of_sorted_hashes_come_back() => ofAnyWidth.Select(CountedHash.Of).Array[0, 300].Sample(hashes =>
    {
        Array.Sort(hashes);
        var (writer, width, before) = (new BitWriter(16), CountedHash.GapBits(hashes.Length), 0UL);
        foreach (var hash in hashes)
        {
            writer.Rice(hash - before, width);
            before = hash;
        }

        var reader = new BitReader(writer.ToArray());
        before = 0;
        foreach (var hash in hashes)
            Assert.Equal(hash, before += reader.Rice(width));
    });

    [Fact]
    public void Torn_bits_are_refused()
    {
        var writer = new BitWriter(16);
        writer.Bits(1, 64);
        writer.Rice(5, 60);
        var torn = writer.ToArray()[..9];
        Assert.Throws<InvalidDataException>(() => ReadTorn(torn));
    }

    private static ulong ReadTorn(byte[] torn)
    {
        var reader = new BitReader(torn);
        return reader.Bits(64) + reader.Rice(60);
    }
}
