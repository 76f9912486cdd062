using System.Net;
using Gallabox.Core;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Moq;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The page with the button for Meta's sign-up, and what a browser brings from it.</summary>
public sealed class MigrationSignupTests : MigrationTest
{
    private static readonly (string Name, string Value)[] Brought = [("code", "AQD1"), ("waba_id", "730015500220011"), ("phone_number_id", "991")];

    public MigrationSignupTests()
    {
        Host.Settings["Meta:AppId"] = "4242";
        Host.Settings["Meta:SignupConfigId"] = "77";
        Host.Meta.Setup(meta => meta.ExchangeCodeAsync("AQD1", It.IsAny<CancellationToken>())).ReturnsAsync(new MetaToken("token", null));
        Host.Meta.Setup(meta => meta.ExchangeCodeAsync("late", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new PermanentFailureException("meta:100", "expired"));
    }

    [Fact]
    public async Task TheCustomersPageLeadsToTheButton()
    {
        var link = Link(await WaitingAsync());
        Assert.Contains($"href=\"{link}/signup\"", await ReadAsync(link), StringComparison.Ordinal);
        var page = await ReadAsync(link + "/signup");
        (string Name, string Value)[] settings =
        [
            ("app", "4242"), ("config", "77"), ("version", "v25.0"), ("origin", "https://facebook.com"), ("sdk", "https://connect.facebook.net/en_US/sdk.js"),
        ];
        foreach (var (name, value) in settings)
            Assert.Contains($"data-{name}=\"{value}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyThisPageLetsScriptsRunAndOnlyOursAndMetas()
    {
        var link = Link(await WaitingAsync());
        var policy = await PolicyAsync(link + "/signup");
        Assert.Contains("script-src 'self' https://connect.facebook.net;", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' https://*.facebook.com https://*.facebook.net", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var other in new[] { link, "/migrations/new", "/my/abc.def/signup", Link(await OtherAsync()) + "/signup" })
            Assert.DoesNotContain("script-src", await PolicyAsync(other), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?! src=)|onclick|javascript:", await ReadAsync(link + "/signup"));
    }

    [Fact]
    public async Task WhatItBringsIsTradedAtOnceAndWakesTheFlow()
    {
        var id = await WaitingAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(Link(id) + "/signup", Brought)).Status);
        var facts = await FactsAsync(id);
        Assert.Equal(("730015500220011", "991"), (facts.WabaId, facts.PhoneNumberId));
        Assert.Equal([id], Host.Flows.Nudged);
        Assert.Contains("Thank you, you have signed up at Meta", await ReadAsync(Link(id)), StringComparison.Ordinal);
        Assert.DoesNotContain("AQD1", await TimelineAsync(id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("late", "991", "within 30 seconds")]
    [InlineData("AQD1", "", "did not say which account")]
    [InlineData("AQD1", "no-id", "did not say which account")]
    public async Task WhatCannotBeTakenIsSaidBesideTheButton(string code, string number, string words)
    {
        var id = await WaitingAsync();
        var (status, page, answer) = await PostAsync(Link(id) + "/signup", ("code", code), ("waba_id", "730015500220011"), ("phone_number_id", number));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("id=\"start\"", page, StringComparison.Ordinal);
        Assert.Contains("script-src", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Null((await FactsAsync(id)).PhoneNumberId);
    }

    [Fact]
    public async Task WhereNoneIsWantedThereIsNone()
    {
        var id = await OtherAsync();
        Assert.DoesNotContain("/signup\"", await ReadAsync(Link(id)), StringComparison.Ordinal);
        using var stranger = Host.Stranger();
        using var page = await stranger.GetAsync(Link(id) + "/signup");
        Assert.Equal((HttpStatusCode.SeeOther, Link(id)), (page.StatusCode, page.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Link(id) + "/signup", Brought)).Status);
        Host.Meta.Verify(meta => meta.ExchangeCodeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private async Task<string> WaitingAsync()
    {
        var id = await OpenAsync(form => form with { Path = "embedded_signup", DestinationWabaId = "" });
        await ChangeAsync(id, today => today with { WaitsFor = new Wait("embedded_signup", "customer", Now.AddDays(21)) });
        return id;
    }

    /// <summary>A migration into an account, which needs no sign-up.</summary>
    private Task<string> OtherAsync() => OpenAsync(form => form with { Phone = "+919812345679" });

    private async Task<string> PolicyAsync(string path)
    {
        using var stranger = Host.Stranger();
        using var answer = await stranger.GetAsync(path);
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }
}
