using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly yesterday = new(2026, 3, 9);

    private readonly InMemoryTableStore tables = new();
    private readonly Mock<IMetaGraph> meta = new();

    [Theory]
    [InlineData(3, 3, "equal")]
    [InlineData(2, 5, "coexistence")]
    [InlineData(5, 2, "lag behind")]
    public async Task A_difference_is_explained(int ours, int metas, string words)
    {
        await CountAsync(ours);

        var day = await CompareAsync(Known(DateTimeOffset.UnixEpoch), metas);

        Assert.Equal((ours, metas), (day.Ours, day.Meta));
        Assert.Contains(words, day.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_before_the_number_came_to_us_is_no_riddle() => Assert.Contains(
        "known here only since 9 March 2026", (await CompareAsync(Known(now.AddDays(-1)), 7)).Explanation, StringComparison.Ordinal);

    [Fact]
    public async Task What_was_compared_is_shown_with_the_usage()
    {
        await CountAsync(2);
        var number = Known(DateTimeOffset.UnixEpoch);
        await CompareAsync(number, 5);

        var usage = await Reader(new MeterOptions()).ReadAsync(number, new DeletableRules(1000, true, TimeSpan.FromDays(30)), now, CancellationToken.None);

        Assert.Equal(Reconciliation.Days, usage.Compared.Count);
        Assert.Equal((2, 5L), (usage.Compared[^1].Ours, usage.Compared[^1].Meta));
    }

    /// <summary>Two numbers of a portfolio, with three and two customers, and a limit of four.</summary>
    [Theory]
    [InlineData(LimitScope.Portfolio, 0, 4)]
    [InlineData(LimitScope.Number, 1, 3)]
    public async Task The_setting_says_whose_customers_are_held_against_the_limit(LimitScope per, int remaining, int freed)
    {
        var number = Known(DateTimeOffset.UnixEpoch) with { Limit = new MessagingLimit("TIER_4", 4, "test") };
        await DeliverAsync(number.Phone, 1, 3);
        await DeliverAsync(PhoneNumber.Parse("+919876543211"), 10, 2);

        var usage = await Reader(new MeterOptions { LimitPer = per }).ReadAsync(number, new DeletableRules(1000, true, TimeSpan.FromDays(30)), now, CancellationToken.None);

        Assert.Equal((3, 5), (usage.Customers.Number, usage.Customers.Portfolio));
        Assert.Equal(remaining, usage.Remaining);
        Assert.Equal(freed, usage.NextFree[^1].Places); // the portfolio's fifth customer makes no place
    }

    private static Number Known(DateTimeOffset since) => new()
    {
        Phone = PhoneNumber.Parse("+919876543210"),
        AccountId = "kettle",
        Provider = ProviderNames.Meta,
        Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["wabaId"] = "7300", ["portfolioId"] = "56" }, since)],
    };

    private UsageReader Reader(MeterOptions options) => new(
        new MeterStore(tables), new NumberDirectory(new(tables, Time), new(tables), Time), new ComparedDays(tables), options);

    private static FakeTimeProvider Time => new(now);

    private async Task<ComparedDay> CompareAsync(Number number, int metas)
    {
        meta.Setup(graph => graph.ReadSentCountsAsync("7300", number.Phone, It.IsAny<DateTimeOffset>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new MetaSentCount(new DateTimeOffset(yesterday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), new DateTimeOffset(yesterday.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), metas, metas)]);
        var days = await new Reconciliation(new MeterStore(tables), meta.Object, new ComparedDays(tables), Time).CompareAsync(number, CancellationToken.None);
        return days.Single(day => day.Day == yesterday);
    }

    private Task CountAsync(int messages) => GiveAsync(PhoneNumber.Parse("+919876543210"), MessageEventKind.Sent, now.AddDays(-1), 1, messages);

    private Task DeliverAsync(PhoneNumber phone, int first, int customers) => GiveAsync(phone, MessageEventKind.Delivered, now.AddHours(-1), first, customers);

    private Task GiveAsync(PhoneNumber phone, MessageEventKind kind, DateTimeOffset at, int first, int count) => new Meter(tables, new MeterOptions(), Time).CountAsync(
        [new(new MeteredNumber(phone, "56"), [.. Enumerable.Range(first, count).Select(id => new MessageEvent(kind, MessageEventTraits.Priced, (uint)at.ToUnixTimeSeconds(), (ulong)id, 0, (ulong)id))])],
        CancellationToken.None);
}
