using System.Net;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Local.Tests.Support;
using Gallabox.Web.Console;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>A migration in the team's console, and its buttons of the outside world.</summary>
public sealed class MigrationConsoleTests : MigrationTest
{
    private const string Number = "/sandbox/meta/numbers/%2B919812345678";

    public MigrationConsoleTests()
    {
        Host.Sandbox.Address = new Uri("http://sandbox.test/");
        Host.Sandbox.Answers["GET /sandbox/clock"] = (HttpStatusCode.OK, "{\"now\":\"2026-03-02T09:30:00Z\"}");
    }

    [Fact]
    public async Task TheCardShowsWhatAnOperatorNeeds()
    {
        var id = await OpenAsync();
        var wait = new Wait("two_step_off", "customer", Now.AddDays(21));
        await ChangeAsync(id, today => today with { State = CaseState.AwaitingTwoStepOff, WaitsFor = wait }, today => today with
        {
            Lights =
            [
                new Light(LightKey.Payment, LightState.Green, "operator"),
                new Light(LightKey.TwoStep, LightState.Red, "customer", "it is on [fbtrace_id Axy]"),
            ],
            Refused = new Refused(MigrationCall.Start, "meta:2388001", "Two-step is on", Now, LightKey.TwoStep),
        });
        var page = WebUtility.HtmlDecode(await (await Host.SignedInAsync()).ReadAsync($"/cases/{id}"));
        string[] shown =
        [
            "1 of 2 met", "Other Ltd, account 730015500220099", "account 730015500220011", "read by Ravi", "meta:2388001",
            "an admin of its business portfolio has to switch it off", "✗ not met", "Not before",
        ];
        foreach (var words in shown)
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("fbtrace_id", page, StringComparison.Ordinal);
        foreach (var act in new[] { "reject", "cancel", "reschedule", "retry", "note" })
            Assert.Contains($"/cases/{id}/{act}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTimeIsChosenInTheAccountsZoneAndTheMigrationTakenBack()
    {
        var id = await OpenAsync();
        var browser = await Host.SignedInAsync();
        using var moved = await browser.PostAsync($"/cases/{id}/reschedule", new() { ["at"] = "2026-03-09T10:00" });
        Assert.Equal(HttpStatusCode.SeeOther, moved.StatusCode);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 4, 30, 0, TimeSpan.Zero), (await FactsAsync(id)).CutOverAt);
        using var cancelled = await browser.PostAsync($"/cases/{id}/cancel");
        Assert.Equal(HttpStatusCode.SeeOther, cancelled.StatusCode);
        Assert.Equal("operator:asha", (await Cases.FindAsync(id, CancellationToken.None))!.Ending?.By);
    }

    [Theory]
    [InlineData("embedded_signup", "customer", "sign up at Meta")]
    [InlineData("solution_request", "customer", "accept the request")]
    [InlineData("same_business", "customer", "Both accounts belong to the same business. The customer was told")]
    [InlineData("payment", "operator", "The team can change it")]
    [InlineData("source_account", "meta", "Meta's support can change it")]
    [InlineData("code", "customer", "enter the one-time code")]
    [InlineData("cut_over", "time", "the time that was chosen")]
    [InlineData("registration", "meta", "Nothing is tried before")]
    [InlineData("number_at_meta", "operator", "Ask its support")]
    [InlineData("display_name", "meta", "has not processed the display name")]
    [InlineData("display_name", "customer", "The display name is approved, and no change is under way. The customer was told")]
    public void EveryWaitHasItsWords(string what, string on, string words) =>
        Assert.Contains(words, MigrationWords.Waits(new Wait(what, on)), StringComparison.Ordinal);

    [Fact]
    public async Task TheDemosNumberIsMovedByButtons()
    {
        Host.Sandbox.Answers[$"GET {Number}"] = (HttpStatusCode.OK, "{\"oneTimeCode\":\"481517\"}");
        var browser = await Host.SignedInAsync();
        Assert.Contains("Move +91 98123 45678", WebUtility.HtmlDecode(await browser.ReadAsync("/")), StringComparison.Ordinal);
        foreach (var act in new[] { "migrate", "migrate", "two-step-off" })
            Assert.Equal(HttpStatusCode.SeeOther, await PressAsync(browser, act));
        var opened = Assert.Single((await Cases.ListAsync(new CaseFilter(Kind: CaseKind.Migration), null, 10, CancellationToken.None)).Cases);
        Assert.Equal("operator:asha", (await Cases.TimelineAsync(opened.Id, CancellationToken.None))[0].By);
        Assert.Contains(Host.Sandbox.Calls, call => call.Request == $"POST {Number}/two-step" && call.Body == "{\"enabled\":false}");
    }

    [Theory]
    [InlineData("{\"oneTimeCode\":\"481517\"}", "481517")]
    [InlineData("{}", "No code yet")]
    public async Task TheTelephoneShowsItsCodeOnAPageOfItsOwn(string answer, string shown)
    {
        Host.Sandbox.Answers[$"GET {Number}"] = (HttpStatusCode.OK, answer);
        var browser = await Host.SignedInAsync();
        using var page = await browser.PostAsync("/sandbox-acts/code");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(shown, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("481517", page.Headers.ToString(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PressAsync(Browser browser, string act)
    {
        using var answer = await browser.PostAsync("/sandbox-acts/" + act);
        return answer.StatusCode;
    }
}
