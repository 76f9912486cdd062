using CsCheck;
using Gallabox.Core.Adapters.Tables;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Tables;

/// <summary>A failing sample prints its seed; give it to Sample(seed:) to see it again.</summary>
public sealed class TableKeysTests
{
    private static readonly Gen<string> ascii = Gen.String[Gen.Char['\0', '\x9F'], 0, 12];
    private static readonly Gen<string> escapes = Gen.String[Gen.Char[" \"#$%&'./>?[\\]~0123W\u001F\u007F\u009F\u00A0"], 0, 8];
    private static readonly Gen<string> any = Gen.OneOf(ascii, escapes, Gen.String);

    [Fact]
    public void Every_key_comes_back() => any.Sample(key => TableKeys.Decode(TableKeys.Encode(key)) == key);

    [Fact]
    public void The_order_stays_as_it_was() => Gen.Select(any, any).Sample((left, right) =>
        Math.Sign(string.CompareOrdinal(left, right)) == Math.Sign(string.CompareOrdinal(TableKeys.Encode(left), TableKeys.Encode(right))));

    [Fact]
    public void No_character_is_left_that_Azure_forbids() => any.Sample(key =>
        !TableKeys.Encode(key).Any(character => "/\\#?%'".Contains(character, StringComparison.Ordinal) || char.IsControl(character)));

    [Fact]
    public void A_key_at_most_doubles() => any.Sample(key => TableKeys.Encode(key).Length <= 2 * key.Length);

    [Fact]
    public void A_prefix_stays_a_prefix_and_its_end_lies_behind_all_that_start_with_it() => Gen.Select(any, any).Sample((prefix, rest) =>
    {
        var key = TableKeys.Encode(prefix + rest);
        return key.StartsWith(TableKeys.Encode(prefix), StringComparison.Ordinal)
            && (prefix.Length == 0 || string.CompareOrdinal(key, TableKeys.EncodeEnd(prefix + '\uFFFF')) < 0);
    });

    [Theory]
    [InlineData("+919876543210", "+919876543210")]
    [InlineData("wamid.HBgL/4A==", "wamid.0HBgL.14A==")]
    [InlineData("a b", "a Wb")]
    [InlineData("\0\u001F~\u007F\u009F", " 0 V~0~1~X")]
    [InlineData("50%'s #1?", "50$1&1s W\"11>1")]
    public void Keys_are_written_as_they_always_were(string key, string encoded) => Assert.Equal(encoded, TableKeys.Encode(key));
}
