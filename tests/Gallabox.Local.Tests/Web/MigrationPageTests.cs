using System.Net;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The customer's page of a migration.</summary>
public sealed class MigrationPageTests : MigrationTest
{
    [Theory]
    [InlineData(CaseState.InReview, null, "We are looking whether")]
    [InlineData(CaseState.InReview, "embedded_signup", "Sign up at Meta to move")]
    [InlineData(CaseState.InReview, "solution_request", "Accept the request at Meta")]
    [InlineData(CaseState.InReview, "approval", "Our team is looking")]
    [InlineData(CaseState.InReview, "meta", "Meta is not ready yet")]
    [InlineData(CaseState.InReview, "display_name", "only you can change it")]
    [InlineData(CaseState.InReview, "provider", "takes a little longer")]
    [InlineData(CaseState.AwaitingTwoStepOff, "two_step_off", "switch two-step verification off")]
    [InlineData(CaseState.AwaitingCode, null, "Meta sends a one-time code to")]
    [InlineData(CaseState.AwaitingCode, "cut_over", "moves on Saturday, 7 March 2026, 15:00 (Kolkata time)")]
    [InlineData(CaseState.Registering, null, "is moving now")]
    [InlineData(CaseState.NeedsAttention, "attention", "hitch on our side")]
    [InlineData(CaseState.Cancelled, null, "does not move")]
    [InlineData(CaseState.Expired, null, "works where it was")]
    public async Task EveryStateHasItsWords(CaseState state, string? what, string words)
    {
        var id = await OpenAsync();
        var on = what switch { "approval" or "attention" => "operator", "cut_over" => "time", "meta" or "provider" => "meta", _ => "customer" };
        var wait = what is null ? null : new Wait(what, on, Now.AddDays(5));
        if (state == CaseState.NeedsAttention)
            await ChangeAsync(id, today => today with { State = state, AttentionFrom = CaseState.InReview, WaitsFor = wait });
        else
            await ChangeAsync(id, today => today with { State = state, WaitsFor = wait });
        Assert.Contains(words, await ReadAsync(Link(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryConditionIsALightInWordsAndTheRedOneSaysWhoAndHow()
    {
        var id = await OpenAsync();
        await ChangeAsync(id, today => today with { State = CaseState.AwaitingTwoStepOff, WaitsFor = new Wait("two_step_off", "customer") }, today => today with
        {
            Lights =
            [
                new Light(LightKey.Destination, LightState.Green, "customer", "Kettle"), new Light(LightKey.Payment, LightState.Unknown, "operator"),
                new Light(LightKey.TwoStep, LightState.Red, "customer", "it is on"),
            ],
        });
        var page = await ReadAsync(Link(id));
        string[] shown =
        [
            "✓ met", "? not known", "✗ not met", "Who can change it: an admin of the business portfolio", "Choose Two-step verification, and Turn off", "Seen: it is on",
        ];
        foreach (var words in shown)
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("attaches the new account", page, StringComparison.Ordinal);
        Assert.Matches("aria-current=\"step\">\\s*<span>Two-step verification is off", page);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(Link(id) + "/check")).Status);
        Assert.Equal([id], Host.Flows.Nudged);
    }

    [Fact]
    public async Task AnAccountThatCannotBeUsedIsNamedAndHowToChooseAnother()
    {
        var id = await OpenAsync();
        await ChangeAsync(id, today => today with { WaitsFor = new Wait("embedded_signup", "customer") }, today => today with
        {
            Path = MigrationPath.EmbeddedSignup, WabaId = null, Barred = "730015500220011",
            Lights = [new Light(LightKey.DestinationUsable, LightState.Red, "customer", "the account 730015500220011 cannot be used")],
        });
        var page = await ReadAsync(Link(id));
        foreach (var words in new[] { "730015500220011, which cannot be used", "choose or create another one", "If the account is yours, write to our team" })
            Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePointOfNoReturnIsMarkedBetweenTheSteps()
    {
        var page = await ReadAsync(Link(await AwaitingCodeAsync()));
        var border = page.IndexOf("Until here you can take it back", StringComparison.Ordinal);
        var (before, after) = ("The time that you chose has come", "The number is registered for Gallabox");
        Assert.InRange(border, page.IndexOf(before, StringComparison.Ordinal), page.IndexOf(after, StringComparison.Ordinal));
        Assert.Contains("/cancel\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsTakenBackUntilItHasBegunToMove()
    {
        var id = await AwaitingCodeAsync();
        await ChangeAsync(id, today => today with { State = CaseState.Registering }, today => today with { CuttingOver = true, VerifiedAt = Now });
        Assert.DoesNotContain("/cancel\"", await ReadAsync(Link(id)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Link(id) + "/cancel")).Status);
        Assert.Null((await Cases.FindAsync(id, CancellationToken.None))!.Ending);
        var other = await AwaitingCodeOfAnotherAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(Link(other) + "/cancel")).Status);
        Assert.Equal("customer:" + Asha, (await Cases.FindAsync(other, CancellationToken.None))!.Ending?.By);
        Assert.Contains("being given up", await ReadAsync(Link(other)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at", "2026-03-09T10:00", "2026-03-09T04:30:00Z")]
    [InlineData("soon", "yes", "2026-03-02T09:30:00Z")]
    public async Task TheTimeIsChosenInTheAccountsOwnZone(string field, string value, string chosen)
    {
        var id = await AwaitingCodeAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(Link(id) + "/reschedule", (field, value))).Status);
        Assert.Equal(DateTimeOffset.Parse(chosen, System.Globalization.CultureInfo.InvariantCulture), (await FactsAsync(id)).CutOverAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-12-09T10:00")]
    public async Task ATimeThatCannotBeIsRefusedInWords(string at)
    {
        var (status, page, _) = await PostAsync(Link(await AwaitingCodeAsync()) + "/reschedule", ("at", at));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("within 60 days", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCodeIsAskedForByCall()
    {
        var id = await AwaitingCodeAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(Link(id) + "/resend", ("method", "voice"))).Status);
        Assert.Equal(CodeMethod.Voice, (await FactsAsync(id)).CodeWanted);
        var page = await ReadAsync(Link(id));
        Assert.Contains("Another code was asked for", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/resend\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookingNeverActs()
    {
        var id = await CompletedAsync();
        await ReadAsync(Link(id));
        using var stranger = Host.Stranger();
        foreach (var act in new[] { "pin", "code", "check", "reschedule", "resend", "cancel" })
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await stranger.GetAsync($"{Link(id)}/{act}")).StatusCode);
        Assert.Null((await FactsAsync(id)).PinShownAt);
        Assert.Empty(Host.Flows.Nudged);
    }

    private async Task<string> AwaitingCodeOfAnotherAsync()
    {
        var id = await OpenAsync(form => form with { Phone = "+919812345679" });
        await ChangeAsync(id, today => today with { State = CaseState.AwaitingCode });
        return id;
    }
}
