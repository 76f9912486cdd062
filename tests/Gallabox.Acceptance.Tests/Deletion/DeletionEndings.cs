using System.Net;
using System.Text.RegularExpressions;
using Gallabox.Acceptance.Tests.Hosting;
using Xunit;

namespace Gallabox.Acceptance.Tests.Deletion;

/// <summary>Ways out of a deletion that leave the number as it was.</summary>
[Collection(OneWorld.Name)]
public sealed partial class DeletionEndings(World world)
{
    private static readonly Customer kettle = Customer.Kettle;

    [Fact]
    public async Task TheOperatorCancelsAndMessagesFlowAgain()
    {
        var id = await ScheduledAsync();
        await world.Cases.ActAsync(id, "cancel");
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task TheCustomerCancelsByAnsweringTheMail()
    {
        var id = await ScheduledAsync();
        var told = await world.Outside.MailAsync(kettle.Address, id, "will be deleted on");
        await world.Outside.WriteAsync(kettle.Address, $"Re: {told["subject"]}", "cancel", (string?)told["messageId"]);
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task TheCustomerCancelsByTheLinkAndLookingAtItDoesNothing()
    {
        var id = await ScheduledAsync();
        var link = Link(await world.Outside.MailAsync(kettle.Address, id, "will be deleted on"));
        using var page = await world.Anybody.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("scheduled", (string?)(await world.Cases.ReadAsync(id))["state"]);
        await PressAsync(link, "cancel");
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task ARejectionTellsItsReason()
    {
        var id = await world.Cases.RequestAsync(kettle);
        await world.Cases.InStateAsync(id, "in_review");
        await world.Cases.ActAsync(id, "reject", new { note = "The number is part of a running campaign." });
        await EndedAsync(id, "rejected");
        await world.Outside.MailAsync(kettle.Address, id, "part of a running campaign");
    }

    [Fact]
    public async Task AForgedSenderChangesNothingUntilARegisteredAddressConfirms()
    {
        var id = await world.Cases.RequestAsync(kettle, proven: false);
        await world.Cases.InStateAsync(id, "awaiting_proof");
        await PressAsync(Link(await world.Outside.MailAsync(kettle.Address, id, "Did you ask us")), "prove");
        await world.Cases.InStateAsync(id, "in_review");
        await world.Cases.ActAsync(id, "cancel");
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task AForgedRequestThatNobodyConfirmsExpires()
    {
        var id = await world.Cases.RequestAsync(kettle, proven: false);
        await EndedAsync(id, "expired");
    }

    [Fact]
    public async Task AMailOfTheDateThatComesBackWaitsForAPerson()
    {
        var second = await world.Cases.RegisterAsync(kettle, "ravi@kettle.example");
        var id = await ScheduledAsync(second);
        await world.Outside.BounceAsync(await world.Outside.MailAsync(second.Address, id, "2099"));
        var stopped = await world.Cases.InStateAsync(id, "needs_attention");
        Assert.Contains(stopped["timeline"]!.AsArray(), entry => (string?)entry!["data"]?["code"] == "deletion:not-told");
        await world.Cases.ActAsync(id, "cancel");
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task ASecondRegisteredAddressJoinsTheFirstRequest()
    {
        var second = await world.Cases.RegisterAsync(kettle, "meera@kettle.example");
        var id = await world.Cases.RequestAsync(kettle);
        await world.Cases.InStateAsync(id, "in_review");
        await world.Outside.WriteAsync(second.Address, kettle.Subject, "We want it deleted.");
        await world.Cases.TellsAsync(id, "joined");
        await world.Cases.ActAsync(id, "cancel");
        await EndedAsync(id, "cancelled");
    }

    [Fact]
    public async Task AStrangerLearnsNothing()
    {
        await world.Outside.WriteAsync("eve@elsewhere.example", kettle.Subject, "Please delete it.");
        var told = await Eventually.FindAsync("an answer to the stranger", async () => (await world.Outside.MailsToAsync("eve@elsewhere.example")).FirstOrDefault());
        var text = told["subject"]!.GetValue<string>() + told["text"]!.GetValue<string>();
        Assert.DoesNotContain("kettle", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(told["caseId"]!.GetValue<string>(), await world.Cases.IdsAsync(kettle));
    }

    private async Task<string> ScheduledAsync(Customer? customer = null)
    {
        var id = await world.Cases.RequestAsync(customer ?? kettle);
        await world.Cases.InStateAsync(id, "in_review");
        await world.Cases.ActAsync(id, "approve");
        await world.Cases.InStateAsync(id, "scheduled");
        await world.Cases.ActAsync(id, "reschedule", new { at = DateTimeOffset.Parse("2099-01-05T10:00:00Z", null) });
        Assert.True((bool)(await world.Cases.NumberAsync(kettle))["paused"]!);
        return id;
    }

    private async Task EndedAsync(string id, string state)
    {
        await world.Cases.InStateAsync(id, state);
        var number = await world.Cases.NumberAsync(kettle);
        Assert.Equal(("connected", false), ((string?)number["state"], (bool)number["paused"]!));
    }

    private async Task PressAsync(Uri link, string act)
    {
        using var nothing = new FormUrlEncodedContent([]);
        using var answer = await world.Anybody.PostAsync(new Uri(link, link.AbsolutePath + "/" + act), nothing);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static Uri Link(System.Text.Json.Nodes.JsonNode mail) => new(LinkForm().Match(mail["text"]!.GetValue<string>()).Value);

    [GeneratedRegex(@"https?://\S+/my/[A-Za-z0-9_.-]+")]
    private static partial Regex LinkForm();
}
