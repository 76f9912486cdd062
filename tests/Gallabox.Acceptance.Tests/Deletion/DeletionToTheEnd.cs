using Gallabox.Acceptance.Tests.Hosting;
using Xunit;

namespace Gallabox.Acceptance.Tests.Deletion;

/// <summary>The two numbers go. Each is deleted once, by the last journey of its customer.</summary>
[Collection(TheEnd.Name)]
public sealed class DeletionToTheEnd(World world)
{
    private const string Channel = "kR7pQ2CH";

    [Fact]
    public async Task DuesThatAreNeverSettledEndInExpiry()
    {
        var id = await world.Cases.RequestAsync(Customer.Lumen);
        await world.Cases.InStateAsync(id, "awaiting_dues");
        await world.Outside.MailAsync(Customer.Lumen.Address, id, "A reminder");
        await world.Cases.InStateAsync(id, "expired");
    }

    [Fact]
    public async Task LastOfLumenDuesAreSettledComeBackAndAreSettledAgain()
    {
        var lumen = Customer.Lumen;
        await world.Cases.SetDuesAsync(lumen, 12900);
        var id = await world.Cases.RequestAsync(lumen);
        await world.Cases.InStateAsync(id, "awaiting_dues");
        await world.Cases.ActAsync(id, "dues-settled");
        await ApprovedAsync(id);
        await world.Cases.ActAsync(id, "reschedule", new { at = DateTimeOffset.Parse("2099-01-05T10:00:00Z", null) });
        await world.Cases.SetDuesAsync(lumen, 500);
        await world.Cases.InStateAsync(id, "awaiting_dues");
        Assert.False((bool)(await world.Cases.NumberAsync(lumen))["paused"]!);
        await world.Cases.SetDuesAsync(lumen, 0);
        await ApprovedAsync(id);
        await world.Outside.FailAsync("meta", "lost-answer", 2);
        await GoneAsync(lumen, id);
    }

    [Fact]
    public async Task LastOfKettleTheNumberIsDeleted()
    {
        var kettle = Customer.Kettle;
        var id = await world.Cases.RequestAsync(kettle);
        await ApprovedAsync(id);
        Assert.True((bool)(await world.Cases.NumberAsync(kettle))["paused"]!);
        var told = await world.Outside.MailAsync(kettle.Address, id, "will be deleted on");
        Assert.Contains(told["attachments"]!.AsArray(), one => one!["content"]!.GetValue<string>().Contains("BEGIN:VCALENDAR", StringComparison.Ordinal));
        await GoneAsync(kettle, id);
        Assert.Contains("cancel", (await world.Outside.ChannelAsync(Channel)).ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task ApprovedAsync(string id)
    {
        await world.Cases.InStateAsync(id, "in_review");
        await world.Cases.ActAsync(id, "approve");
        await world.Cases.InStateAsync(id, "scheduled");
    }

    private async Task GoneAsync(Customer customer, string id)
    {
        await world.Cases.WaitingForAsync(id, "deletion_at_meta");
        var atMeta = await world.Outside.AtMetaAsync(customer.Phone);
        Assert.Equal((true, false), ((bool)atMeta["exists"]!, (bool)atMeta["registered"]!));
        await world.Outside.DeleteAtMetaAsync(customer.Phone);
        var completed = await world.Cases.InStateAsync(id, "completed");
        Assert.Equal("deleted", (string?)(await world.Cases.NumberAsync(customer))["state"]);
        Assert.Superset(new HashSet<string> { "opened", "scheduled", "paused", "announced", "deleting", "deletion_asked" }, Cases.Types(completed).ToHashSet());
        await OnceAsync(customer, id);
    }

    /// <summary>Every mail of the case has gone out once, and every step stands once in the timeline.</summary>
    private async Task OnceAsync(Customer customer, string id)
    {
        var mails = (await world.Outside.MailsToAsync(customer.Address)).Where(mail => (string?)mail["caseId"] == id).Select(mail => (string?)mail["mailId"]).ToList();
        Assert.Equal(mails.Distinct(), mails);
        var steps = Cases.Types(await world.Cases.ReadAsync(id));
        Assert.All(new[] { "deleting", "deletion_asked", "completed" }, step => Assert.Single(steps, step));
    }
}
