using Gallabox.Core.Metering;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

public sealed class LimitTextTests
{
    [Theory]
    [InlineData("2000", 2000, "TIER_2K")]
    [InlineData("TIER_2K", 2000, "TIER_2K")]
    [InlineData("tier_250", 250, "TIER_250")]
    [InlineData("100000", 100000, "TIER_100K")]
    [InlineData("TIER_UNLIMITED", null, "TIER_UNLIMITED")]
    [InlineData("UNLIMITED", null, "TIER_UNLIMITED")]
    [InlineData("-1", null, "TIER_UNLIMITED")]
    public void Row_18_every_spelling_is_one_limit(string text, int? perDay, string tier)
    {
        var limit = LimitText.Read(text, "webhook");

        Assert.Equal((tier, perDay, "webhook"), (limit!.Tier, limit.PerDay, limit.Source));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TIER_NOT_SET")]
    [InlineData("0")]
    [InlineData("many")]
    public void What_names_no_limit_is_none(string? text) => Assert.Null(LimitText.Read(text, "webhook"));
}
