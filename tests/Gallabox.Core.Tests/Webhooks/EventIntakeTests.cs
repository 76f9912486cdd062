using System.Text;
using Gallabox.Core.Accounts;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Whatever is wrong with one item of a batch is its own affair.</summary>
public sealed class EventIntakeTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919876543210");

    private readonly InMemoryTableStore tables = new();
    private readonly List<WorkMessage> sent = [];
    private readonly RawEventStore kept;
    private readonly EventIntake intake;

    public EventIntakeTests()
    {
        var time = new FakeTimeProvider(now);
        var numbers = new NumberStore(tables, time);
        numbers.SaveAsync(new Number
        {
            Phone = phone,
            AccountId = "kettle",
            Provider = ProviderNames.Meta,
            Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = "881", ["wabaId"] = "7300" }, now.AddYears(-1))],
        }, CancellationToken.None).GetAwaiter().GetResult();
        var queue = new Mock<IWorkQueue>();
        queue.Setup(one => one.SendAsync(Capture.In(sent), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        kept = new RawEventStore(tables, Options.Create(new RawEventOptions()), time);
        intake = new EventIntake(
            new NumberDirectory(numbers, new AccountStore(tables), time), new Meter(tables, new MeterOptions(), time), new UnroutedEvents(tables, time),
            new RawEventRouter(kept, queue.Object));
    }

    [Fact]
    public async Task A_number_that_cannot_be_counted_holds_up_no_account_event()
    {
        await tables.WriteAsync("meter", phone.E164, [new TableWrite.Insert("h", new byte[] { 99 })], CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(() => ApplyAsync(Change("account_update", """{"event":"X"}"""), """
            {"field":"messages","value":{"metadata":{"phone_number_id":"881"},"statuses":[{"id":"w","status":"sent","timestamp":"1773133000","recipient_id":"1415"}]}}
            """));

        Assert.Equal(WebhookWork.AccountEvent, Assert.Single(sent).Kind);
        Assert.Single(await kept.ListAsync(DateOnly.FromDateTime(now.UtcDateTime), null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task An_account_event_too_long_for_a_message_is_worked_on_all_the_same()
    {
        var value = $$$"""{"event":"X","violation_info":{"violation_type":"{{{new string('v', 500_000)}}}"}}""";
        await ApplyAsync(Change("account_update", value));

        var told = Wire.FromBytes<ForeignEvent>(Encoding.UTF8.GetBytes(Assert.Single(sent).Body));
        Assert.InRange(sent[0].Body.Length, 1, 1000);
        Assert.Equal(Change("account_update", value), (await told.WholeAsync(kept, CancellationToken.None)).Json);
    }

    [Fact]
    public async Task An_event_that_waited_until_it_was_forgotten_is_shown_to_somebody()
    {
        var told = new ForeignEvent("gone", "account_update", "7300", 0, "", new DateOnly(2025, 1, 1));
        var failure = await Assert.ThrowsAsync<NeedsPersonException>(() => told.WholeAsync(kept, CancellationToken.None));
        Assert.Equal("webhooks:forgotten", failure.Code);
    }

    private static string Change(string field, string value) => $$"""{"field":"{{field}}","value":{{value}}}""";

    private async Task ApplyAsync(params string[] changes)
    {
        var writer = new PackedWriter();
        WebhookParser.Parse(Encoding.UTF8.GetBytes($$"""{"entry":[{"id":"7300","time":1773133000,"changes":[{{string.Join(',', changes)}}]}]}"""), EventSource.Meta, [], writer);
        await intake.ApplyAsync(writer.ToArray(), CancellationToken.None);
        writer.Release();
    }
}
