using System.Net;
using Gallabox.Core.Cases;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The one-time code on its way in, and the PIN on its way out.</summary>
public sealed class MigrationSecretTests : MigrationTest
{
    [Fact]
    public async Task ACodeIsTakenOnceAndKeptOnlyAsASecret()
    {
        var id = await AwaitingCodeAsync();
        var page = await ReadAsync(Link(id));
        Assert.Contains("autocomplete=\"one-time-code\"", page, StringComparison.Ordinal);
        Assert.Contains("inputmode=\"numeric\"", page, StringComparison.Ordinal);
        var (status, _, answer) = await PostAsync(Link(id) + "/code", ("code", "481-517"));
        Assert.Equal((HttpStatusCode.SeeOther, Link(id)), (status, answer.Headers.Location?.OriginalString));
        Assert.Equal("481517", Assert.Single(Host.Secrets.Kept).Value);
        var tried = await ReadAsync(Link(id));
        Assert.Contains("Meta looks at it", tried, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", tried, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"code\"", tried, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Link(id) + "/code", ("code", "111111"))).Status);
        Assert.DoesNotContain("481", await TimelineAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain("481517", tried, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("")]
    [InlineData("code 123456")]
    public async Task WhatIsNoCodeIsSaidToBeNone(string code)
    {
        var (status, page, _) = await PostAsync(Link(await AwaitingCodeAsync()) + "/code", ("code", code));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("A one-time code has six digits", page, StringComparison.Ordinal);
        Assert.Empty(Host.Secrets.Kept);
    }

    [Fact]
    public async Task WhyTheLastCodeDidNotDoIsShown()
    {
        var id = await AwaitingCodeAsync(facts => facts with { CodeProblem = "The code was not right." });
        Assert.Contains("The code was not right.", await ReadAsync(Link(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterTooManyTriesThePageSaysFromWhenOnAndNotThatMetaHasJudgedThem()
    {
        var id = await AwaitingCodeAsync(facts => facts with { CodeTries = [.. Enumerable.Repeat(Now.AddHours(-1), 5)] });
        var page = await ReadAsync(Link(id));
        Assert.Contains("again from Tue 3 Mar 2026, 02:00 on", page, StringComparison.Ordinal);
        foreach (var unseen in new[] { "were wrong", "Meta asks" })
            Assert.DoesNotContain(unseen, page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"code\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheReadersLinkEntersACodeAndDoesNothingElse()
    {
        var id = await AwaitingCodeAsync();
        var link = Link(id, LinkPurpose.Code, Ravi);
        var page = await ReadAsync(link);
        Assert.Contains("+91 98123 45678", page, StringComparison.Ordinal);
        foreach (var hidden in new[] { "/cancel\"", "/reschedule\"", "/check\"", "Other Ltd", "class=\"steps\"", "lights" })
            Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        foreach (var act in new[] { "cancel", "reschedule", "check", "signup", "pin" })
            Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"{link}/{act}", ("soon", "yes"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(link + "/resend", ("method", "sms"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(link + "/code", ("code", "481517"))).Status);
        Assert.Equal("customer:" + Ravi, (await Cases.TimelineAsync(id, CancellationToken.None))[^1].By);
    }

    [Fact]
    public async Task TheReadersLinkShowsNoPinWhenTheNumberHasMoved()
    {
        var link = Link(await CompletedAsync(), LinkPurpose.Code, Ravi);
        Assert.Contains("No code is needed now", await ReadAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(link + "/pin")).Status);
    }

    [Theory]
    [InlineData(LinkPurpose.Code, "stranger@elsewhere.example")]
    [InlineData(LinkPurpose.Status, Ravi)]
    public async Task OnlyTheNamedReaderAndOnlyForACodeNeedsNoRegisteredAddress(LinkPurpose purpose, string address) =>
        await ReadAsync(Link(await AwaitingCodeAsync(), purpose, address), HttpStatusCode.NotFound);

    [Fact]
    public async Task ThePinIsShownOnce()
    {
        var id = await CompletedAsync();
        Assert.DoesNotContain("480213", await ReadAsync(Link(id)), StringComparison.Ordinal);
        var (status, page, answer) = await PostAsync(Link(id) + "/pin");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("480213", page, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var (again, refused, _) = await PostAsync(Link(id) + "/pin");
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.DoesNotContain("480213", refused, StringComparison.Ordinal);
        Assert.Contains("The PIN was shown on Mon 2 Mar 2026, 15:00", await ReadAsync(Link(id)), StringComparison.Ordinal);
        Assert.DoesNotContain("480213", await TimelineAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTheNumberHasMovedThereIsNoPin()
    {
        var id = await AwaitingCodeAsync();
        Host.Secrets.Kept[$"pin-{id}"] = "480213";
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Link(id) + "/pin")).Status);
        Assert.Null((await FactsAsync(id)).PinShownAt);
    }
}
