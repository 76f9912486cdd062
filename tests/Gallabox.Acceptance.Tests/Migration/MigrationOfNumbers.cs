using System.Text.RegularExpressions;
using Gallabox.Acceptance.Tests.Hosting;
using Xunit;

namespace Gallabox.Acceptance.Tests.Migration;

/// <summary>Numbers that move here from another provider.</summary>
[Collection(OneWorld.Name)]
public sealed partial class MigrationOfNumbers(World world)
{
    private const string Destination = "730015500220011";

    [Fact]
    public async Task FromTwoStepVerificationOnToTwoStepVerificationOn()
    {
        const string Phone = "+919812345678";
        var id = await world.Migrating.AskAsync(Customer.Kettle, Phone, "730015500220099", Destination);
        await world.Cases.InStateAsync(id, "awaiting_two_step_off");
        await world.Outside.MailAsync(Customer.Kettle.Address, id, "two-step verification is on");
        await world.Outside.SwitchTwoStepAsync(Phone, on: false);
        await world.Migrating.ActAsync(Customer.Kettle, id, "check");
        await world.Cases.InStateAsync(id, "awaiting_code");
        var code = await world.Migrating.SentCodeAsync(Phone);
        await world.Migrating.ActAsync(Customer.Kettle, id, "code", ("code", code == "123456" ? "654321" : "123456"));
        await world.Cases.TellsAsync(id, "code_not_taken");
        await world.Migrating.ActAsync(Customer.Kettle, id, "code", ("code", $"{code[..3]}-{code[3..]}"));
        await world.Cases.InStateAsync(id, "completed");

        var truth = await world.Outside.AtMetaAsync(Phone);
        Assert.Equal((Destination, "CONNECTED", true, 1), ((string?)truth["wabaId"], (string?)truth["status"], (bool)truth["twoStep"]!, (int)truth["registrations"]!));
        var number = await world.Cases.NumberAsync(Customer.Kettle with { Phone = Phone });
        Assert.Equal(("connected", "meta", true), ((string?)number["state"], (string?)number["provider"], (bool)number["twoStep"]!));
        Assert.Contains((string)truth["pin"]!, Pins(await world.Migrating.ActAsync(Customer.Kettle, id, "pin")));
        Assert.DoesNotContain((string)truth["pin"]!, Pins(await ShownAgainAsync(id)));
    }

    [Fact]
    public async Task TakenBackBeforeTheCutOverTheSourceWorksOn()
    {
        const string Phone = "+919812300201";
        await world.Outside.SwitchTwoStepAsync(Phone, on: false);
        var id = await world.Migrating.AskAsync(Customer.Kettle, Phone, "", Destination);
        await world.Cases.TellsAsync(id, "code_sent");
        await world.Migrating.ActAsync(Customer.Kettle, id, "cancel");
        await world.Cases.InStateAsync(id, "cancelled");
        var truth = await world.Outside.AtMetaAsync(Phone);
        Assert.Equal(("CONNECTED", 0), ((string?)truth["status"], (int)truth["registrations"]!));
        Assert.NotEqual(Destination, (string?)truth["wabaId"]);
    }

    /// <summary>A number of ours moves to another account of its business: late webhooks of the old account still find it, and it is counted as one.</summary>
    [Fact]
    public async Task TheCountersGoOnUnderOneNumber()
    {
        var kettle = await world.Connecting.ConnectAsync(Customer.Kettle, "+919812300202");
        var before = (await world.Cases.NumberAsync(kettle))["identities"]!.AsArray().Single(identity => (string?)identity!["provider"] == "meta")!["ids"]!;
        await world.Outside.TellSentAsync((string)before["phoneNumberId"]!, kettle.Phone, 5, 0);
        var destination = await world.Outside.AnotherAccountAsync((string)before["wabaId"]!, "730015500220299");
        await world.Outside.SwitchTwoStepAsync(kettle.Phone, on: false);
        var id = await world.Migrating.AskAsync(kettle, kettle.Phone, (string)before["wabaId"]!, destination);
        await world.Cases.TellsAsync(id, "code_sent");
        await world.Migrating.ActAsync(kettle, id, "code", ("code", await world.Migrating.SentCodeAsync(kettle.Phone)));
        await world.Cases.InStateAsync(id, "completed");

        var identities = (await world.Cases.NumberAsync(kettle))["identities"]!.AsArray();
        var now = identities.Single(identity => (string?)identity!["provider"] == "meta" && identity["until"] is null)!["ids"]!;
        Assert.Equal(destination, (string?)now["wabaId"]);
        await world.Outside.TellSentAsync((string)now["phoneNumberId"]!, kettle.Phone, 7, 1);
        await world.Outside.TellSentAsync((string)before["phoneNumberId"]!, kettle.Phone, 5, 0);
        await Eventually.TrueAsync("12 messages are counted", async () => (int)(await world.Cases.UsageAsync(kettle))["sent30d"]! == 12);
    }

    private async Task<string> ShownAgainAsync(string id)
    {
        try
        {
            return await world.Migrating.ActAsync(Customer.Kettle, id, "pin");
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static List<string> Pins(string page) => [.. SixDigits().Matches(page).Select(match => match.Value)];

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]{6}(?![0-9A-Za-z])")]
    private static partial Regex SixDigits();
}
