using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>Branches of a deletion that take weeks, on the sandbox's clock.</summary>
public sealed class DeletionBranchTests : IAsyncLifetime
{
    private const string Phone = "%2B919876543210";
    private const string Channel = "kR7pQ2CH";

    private readonly HostProcess host = new();
    private readonly DeletionJourney journey;

    public DeletionBranchTests() => journey = new DeletionJourney(host);

    public Task InitializeAsync() => host.ReadyAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Twelve_hundred_messages_are_a_date_and_not_a_refusal()
    {
        var now = await NowAsync();
        await SendStatusesAsync(600, now.AddDays(-20), paid: false);
        await SendStatusesAsync(600, now.AddDays(-3), paid: false);
        await journey.AskAsync();
        var waiting = await journey.InStateAsync("awaiting_volume");
        Assert.Equal(now.AddDays(11).Date, waiting["waitsFor"]!["until"]!.GetValue<DateTimeOffset>().Date);
        Assert.Contains("1,200 messages", await MailAsync("can be deleted from"), StringComparison.Ordinal);
        var usage = await host.GetAsync($"api/numbers/{Phone}/usage");
        Assert.Equal(1200, (int)usage["sent30d"]!);
        await journey.AdvanceAsync("12.00:00:00");
        await journey.InStateAsync("in_review");
    }

    [Fact]
    public async Task A_paid_message_moves_the_date_to_thirty_days_after_it()
    {
        var paid = (await NowAsync()).AddDays(-1);
        await SendStatusesAsync(1, paid, paid: true);
        await journey.AskAsync();
        var waiting = await journey.InStateAsync("awaiting_volume");
        Assert.Equal(paid.AddDays(30).ToUnixTimeSeconds(), waiting["waitsFor"]!["until"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds());
        Assert.Contains($"because the last paid message was on {paid.ToString("d MMMM", CultureInfo.InvariantCulture)}", await MailAsync("can be deleted from"), StringComparison.Ordinal);
        await journey.AdvanceAsync("29.12:00:00");
        await journey.InStateAsync("in_review");
    }

    [Fact]
    public async Task A_banned_number_goes_and_its_owner_reads_other_rules()
    {
        await host.PostAsync($"sandbox/meta/numbers/{Phone}/ban", new { });
        await ToTheTaskAsync();
        await host.PostAsync($"sandbox/meta/numbers/{Phone}/delete", new { });
        await journey.AdvanceAsync("03:00:00");
        await journey.InStateAsync("completed");
        Assert.Contains("until WhatsApp has lifted the ban", await MailAsync("is deleted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_Meta_and_360dialog_delays_the_work_and_loses_nothing()
    {
        await journey.AskAsync();
        await journey.ApproveAsync();
        var date = (await journey.InStateAsync("scheduled"))["scheduledFor"]!.GetValue<DateTimeOffset>();
        await host.PostAsync("sandbox/clock/advance", new { to = date.AddMinutes(-10) });
        foreach (var target in new[] { "meta", "360dialog" })
            await host.PostAsync("sandbox/faults", new { target, kind = "outage", @for = "1.00:00:00" });
        await journey.AdvanceAsync("04:00:00");
        Assert.Equal("provider", (string?)(await journey.InStateAsync("deleting"))["waitsFor"]!["what"]);
        await journey.AdvanceAsync("1.02:00:00");
        Assert.Equal("deletion_at_meta", (string?)(await journey.InStateAsync("deleting"))["waitsFor"]!["what"]);
    }

    [Fact]
    public async Task A_cancellation_that_360dialog_refuses_becomes_the_customers_task()
    {
        await host.PostAsync($"sandbox/360dialog/channels/{Channel}/cancellation-policy", new { allowed = false });
        await ToTheTaskAsync();
        Assert.Contains("360dialog lets only its client cancel", await MailAsync("is under way"), StringComparison.Ordinal);
        await host.PostAsync($"sandbox/meta/numbers/{Phone}/delete", new { });
        await journey.AdvanceAsync("03:00:00");
        Assert.Equal("cancellation_at_360dialog", (string?)(await journey.InStateAsync("deleting"))["waitsFor"]!["what"]);
        await host.PostAsync($"sandbox/360dialog/channels/{Channel}/cancel", new { });
        await journey.AdvanceAsync("08:00:00");
        await journey.InStateAsync("completed");
    }

    private async Task ToTheTaskAsync()
    {
        await journey.AskAsync();
        await journey.ApproveAsync();
        await journey.InStateAsync("scheduled");
        await journey.AdvanceAsync("11.00:00:00");
        await journey.InStateAsync("deleting");
    }

    private async Task<DateTimeOffset> NowAsync() => (await host.GetAsync("sandbox/clock"))["now"]!.GetValue<DateTimeOffset>();

    private Task<string> MailAsync(string words) => HostProcess.EventuallyAsync($"a mail that says '{words}'", async () =>
        (await host.GetAsync("sandbox/mail?to=asha@kettle.example")).AsArray()
            .Select(mail => mail!["text"]!.GetValue<string>()).LastOrDefault(text => text.Contains(words, StringComparison.Ordinal)));

    /// <summary>Meta tells of sent messages, in one signed request.</summary>
    private async Task SendStatusesAsync(int count, DateTimeOffset at, bool paid)
    {
        var seconds = at.ToUnixTimeSeconds();
        var pricing = new { billable = paid, pricing_model = "PMP", type = paid ? "regular" : "free_customer_service", category = "utility" };
        var statuses = Enumerable.Range(0, count).Select(no => new
        {
            id = $"wamid.{seconds}-{no}", status = "sent", timestamp = seconds.ToString(CultureInfo.InvariantCulture), recipient_id = "14155550199", pricing,
        });
        var value = new { messaging_product = "whatsapp", metadata = new { display_phone_number = "919876543210", phone_number_id = "881200334455667" }, statuses };
        var answer = await host.PostAsync("sandbox/meta/webhooks", new
        {
            @object = "whatsapp_business_account",
            entry = new[] { new { id = "730015500220011", changes = new[] { new { field = "messages", value } } } },
        });
        Assert.Equal(200, (int)answer["status"]!);
    }
}
