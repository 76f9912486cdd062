using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

public sealed class AccountEventsTests
{
    private const string Waba = "730015500220011";
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919876543210");

    private readonly InMemoryTableStore tables = new();
    private readonly NumberStore numbers;
    private readonly Mock<IMetaGraph> meta = new();
    private readonly Mock<IOrchestrationClient> flows = new();
    private readonly RawEventStore kept;
    private readonly AccountEvents events;
    private int told;

    public AccountEventsTests()
    {
        var time = new FakeTimeProvider(now);
        numbers = new NumberStore(tables, time);
        kept = new RawEventStore(tables, Options.Create(new RawEventOptions()), time);
        events = new AccountEvents(numbers, new CaseIndex(tables), flows.Object, meta.Object, tables, [], kept, time, NullLogger<AccountEvents>.Instance);
        numbers.SaveAsync(new Number
        {
            Phone = phone,
            AccountId = "kettle",
            Provider = ProviderNames.Meta,
            Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = "881", ["wabaId"] = Waba }, now.AddYears(-1))],
        }, CancellationToken.None).GetAwaiter().GetResult();
        Shows("CONNECTED");
    }

    [Fact]
    public async Task An_open_case_of_the_number_looks_at_once()
    {
        await new CaseIndex(tables).ClaimAsync(phone, "del-A", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), default);
        await TellAsync("account_update", """{"event":"ACCOUNT_DELETED","phone_number":"919876543210"}""");
        flows.Verify(all => all.RaiseAsync("del-A", CaseSteps.Nudge, It.IsAny<CancellationToken>()), Times.Once());
    }

    [Fact]
    public async Task A_ban_that_meta_confirms_is_a_ban_for_good()
    {
        Shows("BANNED");
        await TellAsync("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"April 17, 2025"}}""");
        Assert.Equal(NumberState.Banned, (await NumberAsync()).State);

        Shows("CONNECTED");
        await TellAsync("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}}""", now.AddHours(1));
        var number = await NumberAsync();
        Assert.Equal(NumberState.Connected, number.State);
        Assert.Equal(now, number.BannedAt);
    }

    [Fact]
    public async Task Row_27_an_old_event_does_not_undo_what_is_newer()
    {
        await TellAsync("account_update", """{"event":"PARTNER_APP_INSTALLED","waba_info":{"waba_id":"730015500220011"}}""");
        meta.Setup(graph => graph.ReadNumberAsync("881", It.IsAny<CancellationToken>())).ReturnsAsync((MetaNumber?)null);
        await TellAsync("account_update", """{"event":"PARTNER_APP_UNINSTALLED","waba_info":{"waba_id":"730015500220011"}}""", now.AddDays(-6));

        Assert.Equal(NumberState.Connected, (await NumberAsync()).State);
        var noted = await events.ListAsync(Waba, null, 10, CancellationToken.None);
        Assert.Empty(noted.Single(note => note.Event.Event == "PARTNER_APP_UNINSTALLED").AppliedTo);
    }

    [Fact]
    public async Task A_partner_that_was_removed_sees_the_number_no_more()
    {
        meta.Setup(graph => graph.ReadNumberAsync("881", It.IsAny<CancellationToken>())).ReturnsAsync((MetaNumber?)null);
        await TellAsync("account_update", """{"event":"PARTNER_REMOVED","waba_info":{"waba_id":"730015500220011","owner_business_id":"5"}}""", about: "999");

        Assert.Equal(NumberState.Disconnected, (await NumberAsync()).State);
    }

    [Fact]
    public async Task Row_19_an_upgrade_of_the_throughput_is_no_limit()
    {
        await TellAsync("phone_number_quality_update", """{"display_phone_number":"919876543210","event":"THROUGHPUT_UPGRADE","current_limit":"TIER_UNLIMITED"}""");
        Assert.Null((await NumberAsync()).Limit);

        await TellAsync("phone_number_quality_update", """{"display_phone_number":"919876543210","event":"ONBOARDING","max_daily_conversations_per_business":"TIER_2K"}""", now.AddHours(1));
        Assert.Equal(2000, (await NumberAsync()).Limit!.PerDay);
    }

    [Theory]
    [InlineData("2000", 2000)]
    [InlineData("\"TIER_10K\"", 10000)]
    [InlineData("\"UNLIMITED\"", null)]
    [InlineData("-1", null)]
    public async Task Row_18_the_portfolios_limit_reaches_every_number_of_the_waba(string value, int? perDay)
    {
        await TellAsync("business_capability_update", $$"""{"max_daily_conversations_per_business":{{value}},"max_phone_numbers_per_waba":25}""");

        var limit = (await NumberAsync()).Limit;
        Assert.NotNull(limit);
        Assert.Equal(perDay, limit.PerDay);
    }

    [Theory]
    [InlineData("PIN_RESET_REQUEST", null)]
    [InlineData("PIN_REQUEST_SUCCESS", false)]
    [InlineData("PIN_RESET_SUCCESS", false)]
    [InlineData("PIN_CHANGED", true)]
    public async Task Two_step_verification_follows_what_its_owner_did(string what, bool? expected)
    {
        await TellAsync("security", $$"""{"display_phone_number":"919876543210","event":"{{what}}","requester":"6"}""");

        Assert.Equal(expected, (await NumberAsync()).TwoStep);
    }

    [Fact]
    public async Task Rows_17_20_and_21_unknown_events_and_odd_texts_are_written_down()
    {
        await TellAsync("account_update", """{"event":"SOMETHING_NEW","phone_number":"15550000000"}""");
        await TellAsync("phone_number_name_update", """{"display_phone_number":"919876543210","decision":"REJECTED","requested_verified_name":null,"rejection_reason":"NONE"}""");

        var noted = await events.ListAsync(Waba, null, 10, CancellationToken.None);
        Assert.Equal([false, true], noted.OrderBy(note => note.IsOurs).Select(note => note.IsOurs));
        Assert.Equal(NumberState.Connected, (await NumberAsync()).State);
    }

    [Fact]
    public async Task A_number_that_a_flow_holds_keeps_its_state()
    {
        await numbers.ChangeAsync(phone, number => number with { State = NumberState.Deleting }, CancellationToken.None);
        Shows("DISCONNECTED");
        await TellAsync("account_update", """{"event":"ACCOUNT_DELETED"}""");

        Assert.Equal(NumberState.Deleting, (await NumberAsync()).State);
    }

    private void Shows(string status) => meta.Setup(graph => graph.ReadNumberAsync("881", It.IsAny<CancellationToken>()))
        .ReturnsAsync(new MetaNumber("881", phone, status));

    private async Task<Number> NumberAsync() => await numbers.GetAsync(phone, CancellationToken.None);

    private Task TellAsync(string field, string value, DateTimeOffset? at = null, string about = Waba) => events.HandleAsync(
        new ForeignEvent($"key{told++}", field, about, (at ?? now).ToUnixTimeSeconds(), $$"""{"field":"{{field}}","value":{{value}}}"""), CancellationToken.None);
}
