using System.Net;
using System.Text.RegularExpressions;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Local.Tests.Support;
using Gallabox.Web.Entry;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The team's pages: signing in, what is shown, what can be done, and what cannot be smuggled in.</summary>
public sealed class ConsoleTests : IAsyncLifetime
{
    private readonly WebHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/cases/del-1")]
    [InlineData("/sandbox-mails")]
    public async Task AStrangerIsToldHowToSignInAndNotRedirected(string path)
    {
        using var stranger = host.Stranger();
        var page = await new Browser(stranger).ReadAsync(path, HttpStatusCode.Unauthorized);
        Assert.Contains("login link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Kettle", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALoginLinkWorksOnce()
    {
        var link = await host.Get<LoginLinks>().CreateAsync("asha", CancellationToken.None);
        using var first = host.Stranger();
        using var entered = await first.GetAsync(link.Url.PathAndQuery);
        Assert.Equal("/", entered.Headers.Location?.ToString());
        var cookie = entered.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var second = host.Stranger();
        await new Browser(second).ReadAsync(link.Url.PathAndQuery, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LookingAheadDoesNotUseTheLinkUp()
    {
        var link = await host.Get<LoginLinks>().CreateAsync("asha", CancellationToken.None);
        using var stranger = host.Stranger();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, link.Url.PathAndQuery);
        ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");
        Assert.Equal(HttpStatusCode.NoContent, (await stranger.SendAsync(ahead)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.GetAsync(link.Url.PathAndQuery)).StatusCode);
    }

    [Fact]
    public async Task AnOldLoginLinkIsDead()
    {
        var link = await host.Get<LoginLinks>().CreateAsync("asha", CancellationToken.None);
        host.SessionTime.Advance(TimeSpan.FromHours(25));
        using var stranger = host.Stranger();
        await new Browser(stranger).ReadAsync(link.Url.PathAndQuery, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ASessionLivesWhileItIsUsedAndNotLonger()
    {
        var browser = await host.SignedInAsync();
        for (var use = 0; use < 4; use++)
        {
            host.SessionTime.Advance(TimeSpan.FromHours(8));
            await browser.ReadAsync("/");
        }

        host.SessionTime.Advance(TimeSpan.FromHours(13));
        await browser.ReadAsync("/", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task TheBusinesssClockDoesNotEndSessions()
    {
        var browser = await host.SignedInAsync();
        host.Time.Advance(TimeSpan.FromDays(30));
        await browser.ReadAsync("/");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eHg.eHg")]
    [InlineData("YXxifGM.AAAA")]
    public async Task AForgedCookieIsNoSession(string cookie)
    {
        using var stranger = host.Stranger();
        stranger.DefaultRequestHeaders.Add("Cookie", $"{ConsoleSessions.Cookie}={cookie}");
        await new Browser(stranger).ReadAsync("/", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task APostWithoutTheFormsTokenDoesNothing()
    {
        var id = await host.OpenDeletionAsync();
        var browser = await host.SignedInAsync();
        foreach (var token in new[] { "", "wrong" })
        {
            using var answer = await browser.PostBareAsync($"/cases/{id}/approve", new Dictionary<string, string> { ["formToken"] = token });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Empty(host.Flows.Nudged);
    }

    [Fact]
    public async Task AnotherSessionsTokenDoesNothing()
    {
        var id = await host.OpenDeletionAsync();
        var (mine, theirs) = (await host.SignedInAsync(), await host.SignedInAsync("mallory"));
        var token = Regex.Match(await theirs.ReadAsync("/"), "name=\"formToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await mine.PostBareAsync($"/cases/{id}/approve", new Dictionary<string, string> { ["formToken"] = token });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task AnOperatorApprovesFromThePage()
    {
        var id = await host.OpenDeletionAsync();
        var browser = await host.SignedInAsync();
        var page = WebUtility.HtmlDecode(await browser.ReadAsync("/"));
        Assert.Contains("+91 98765 43210", page, StringComparison.Ordinal);
        Assert.Contains($"formaction=\"/cases/{id}/approve\"", page, StringComparison.Ordinal);
        using var answer = await browser.PostAsync($"/cases/{id}/approve", new() { ["note"] = "Fine." });
        Assert.Equal((HttpStatusCode.SeeOther, $"/#{id}"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal([id], host.Flows.Nudged);
        var after = await browser.ReadAsync("/");
        Assert.Contains("Approved.", after, StringComparison.Ordinal);
        Assert.Contains("Fine.", after, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"status\"", await browser.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedActIsSaidOnThePage()
    {
        var id = await host.OpenDeletionAsync();
        var browser = await host.SignedInAsync();
        using var noReason = await browser.PostAsync($"/cases/{id}/reject");
        Assert.Equal(HttpStatusCode.BadRequest, noReason.StatusCode);
        Assert.Contains("reason", await noReason.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrongState = await browser.PostAsync($"/cases/{id}/confirm-deleted");
        Assert.Equal(HttpStatusCode.Conflict, wrongState.StatusCode);
        using var unknown = await browser.PostAsync($"/cases/{id}/prove");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task ANewDateIsReadInTheAccountsTimeAndAnAmountInWholeUnits()
    {
        var id = await host.OpenDeletionAsync();
        await host.ChangeAsync(id, today => today with { State = CaseState.Scheduled, ScheduledFor = WebHost.Start.AddDays(7) });
        var browser = await host.SignedInAsync();
        (await browser.PostAsync($"/cases/{id}/reschedule", new() { ["at"] = "2026-03-20T11:00" })).Dispose();
        Assert.Equal(new DateTimeOffset(2026, 3, 20, 5, 30, 0, TimeSpan.Zero), (await host.Get<CaseStore>().FindAsync(id, CancellationToken.None))!.ScheduledFor);
        (await browser.PostAsync($"/cases/{id}/dues", new() { ["amount"] = "12.50", ["currency"] = "inr" })).Dispose();
        Assert.Equal(new Money(1250, "INR"), (await host.Get<AccountStore>().GetAsync("kettle", CancellationToken.None)).Dues);
    }

    [Fact]
    public async Task WhatCustomersWriteIsTextAndNeverMarkup()
    {
        var id = await host.OpenDeletionAsync(subject: "<script>alert(1)</script>");
        await host.ChangeAsync(id, today => today, new TimelineEntry(WebHost.Start, "customer:\"><img src=x>", "note", "<b onclick=x>hello</b>"));
        var browser = await host.SignedInAsync();
        foreach (var path in new[] { "/", $"/cases/{id}", "/?find=%3Cscript%3E" })
        {
            var page = await browser.ReadAsync(path);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b onclick", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PagesRunNoScriptsAndFitNoFrames()
    {
        var browser = await host.SignedInAsync();
        using var answer = await browser.Client.GetAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+91 98765 43210", true)]
    [InlineData("919876543210", true)]
    [InlineData("+14155550132", false)]
    [InlineData("nonsense", false)]
    public async Task ACaseIsFoundByItsNumber(string text, bool found)
    {
        var id = await host.OpenDeletionAsync();
        var browser = await host.SignedInAsync();
        var page = await browser.ReadAsync("/?find=" + Uri.EscapeDataString(text));
        Assert.Equal(found, page.Contains($"id=\"{id}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndedCasesAreListedBelow()
    {
        var id = await host.OpenDeletionAsync();
        await host.ChangeAsync(id, today => today with { State = CaseState.Rejected, WaitsFor = null });
        var browser = await host.SignedInAsync();
        var page = await browser.ReadAsync("/");
        Assert.Contains("Nothing is open", page, StringComparison.Ordinal);
        Assert.Contains($"/cases/{id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("formaction", await browser.ReadAsync($"/cases/{id}"), StringComparison.Ordinal);
        await browser.ReadAsync("/?state=nonsense", HttpStatusCode.BadRequest);
        await browser.ReadAsync("/?state=rejected");
        await browser.ReadAsync("/cases/del-0", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SigningOutEndsTheSession()
    {
        var browser = await host.SignedInAsync();
        using var answer = await browser.PostAsync("/logout");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await browser.ReadAsync("/", HttpStatusCode.Unauthorized);
    }
}
