using System.Net;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The customer's status page.</summary>
public sealed class CustomerPageTests : IAsyncLifetime
{
    private readonly WebHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task ItTellsTheDateInTheAccountsOwnTime()
    {
        var id = await host.OpenDeletionAsync();
        await host.ChangeAsync(id, today => today with { State = CaseState.Scheduled, ScheduledFor = new DateTimeOffset(2026, 3, 10, 20, 0, 0, TimeSpan.Zero) });
        var page = await ReadAsync(Link(id));
        Assert.Contains("+91 98765 43210 will be deleted on 11 March 2026", page, StringComparison.Ordinal);
        Assert.Contains("01:30 (Kolkata time)", page, StringComparison.Ordinal);
        Assert.Contains("/cancel\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CaseState.InReview, "Our team is looking")]
    [InlineData(CaseState.AwaitingDues, "is still open")]
    [InlineData(CaseState.AwaitingVolume, "can be deleted from")]
    [InlineData(CaseState.Scheduled, "The date is being set")]
    [InlineData(CaseState.NeedsAttention, "hitch on our side")]
    [InlineData(CaseState.Cancelled, "stays")]
    [InlineData(CaseState.Rejected, "We cannot delete")]
    [InlineData(CaseState.Expired, "has expired")]
    public async Task EveryStateHasItsWords(CaseState state, string words)
    {
        var id = await host.OpenDeletionAsync();
        await host.ChangeAsync(id, today => today with { State = state, AttentionFrom = state == CaseState.NeedsAttention ? CaseState.InReview : null });
        Assert.Contains(words, await ReadAsync(Link(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookingNeverActs()
    {
        var id = await host.OpenDeletionAsync(proof: null);
        var link = Link(id, LinkPurpose.Proof);
        await ReadAsync(link);
        using var stranger = host.Stranger();
        foreach (var act in new[] { "prove", "cancel", "confirm-deleted" })
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await stranger.GetAsync($"{link}/{act}")).StatusCode);
        Assert.Empty(host.Flows.Nudged);
        Assert.Single(await host.Get<CaseStore>().TimelineAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task TheProofLinkProves()
    {
        var id = await host.OpenDeletionAsync(proof: null);
        var link = Link(id, LinkPurpose.Proof);
        Assert.Contains("/prove\"", await ReadAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(link, "prove"));
        var file = await host.Get<CaseStore>().GetAsync<DeletionFacts>(id, CancellationToken.None);
        Assert.Equal("customer:asha@kettle.example", file.Facts.Proof?.By);
        Assert.Equal([id], host.Flows.Nudged);
        Assert.Contains("you have confirmed the request", await ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStatusLinkProvesNothing()
    {
        var id = await host.OpenDeletionAsync(proof: null);
        Assert.DoesNotContain("/prove\"", await ReadAsync(Link(id)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Link(id), "prove"));
        Assert.Null((await host.Get<CaseStore>().GetAsync<DeletionFacts>(id, CancellationToken.None)).Facts.Proof);
    }

    [Fact]
    public async Task ACustomerTakesTheRequestBackUntilTheWorkBegins()
    {
        var id = await host.OpenDeletionAsync();
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(Link(id), "cancel"));
        Assert.Equal("customer:asha@kettle.example", (await host.Get<CaseStore>().FindAsync(id, CancellationToken.None))!.Ending?.By);
        Assert.Contains("being taken back", await ReadAsync(Link(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceTheWorkHasBegunItIsTooLate()
    {
        var id = await DeletingAsync();
        Assert.DoesNotContain("/cancel\"", await ReadAsync(Link(id)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(Link(id), "cancel"));
        Assert.Null((await host.Get<CaseStore>().FindAsync(id, CancellationToken.None))!.Ending);
    }

    [Fact]
    public async Task TheCustomersOwnTaskHasItsClicksAndAButton()
    {
        var id = await DeletingAsync();
        await host.ChangeAsync(id, today => today with { WaitsFor = new Wait("deletion_at_meta", "customer") },
            facts: today => today with { Steps = new Dictionary<string, CaseStep> { ["deletion_asked"] = new(WebHost.Start, "system", "customer") } });
        var page = await ReadAsync(Link(id));
        Assert.Contains("WhatsApp Manager", page, StringComparison.Ordinal);
        Assert.Contains("/confirm-deleted\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(Link(id), "confirm-deleted"));
        Assert.NotNull((await host.Get<CaseStore>().GetAsync<DeletionFacts>(id, CancellationToken.None)).Facts.SaidDeleted);
    }

    [Fact]
    public async Task OnceItIsDoneThePageIsTheReceipt()
    {
        var id = await DeletingAsync();
        var entry = new TimelineEntry(WebHost.Start, "meta", "gone_at_meta", "Meta <no> longer shows it.", new Dictionary<string, string> { ["answer"] = "not listed" });
        await host.ChangeAsync(id, today => today with { State = CaseState.Completed }, entry);
        var page = await ReadAsync(Link(id), decoded: false);
        Assert.Contains("43210 is deleted", page, StringComparison.Ordinal);
        Assert.Contains("not listed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<no>", page, StringComparison.Ordinal);
        Assert.Contains("use it again", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForgedAStaleAndARevokedLinkLookTheSame()
    {
        var id = await host.OpenDeletionAsync();
        var link = Link(id);
        var unknown = await RefusedAsync("/my/abc.def");
        Assert.DoesNotContain("98765", unknown, StringComparison.Ordinal);
        Assert.Equal(unknown, await RefusedAsync(link[..^2] + "xx"));
        Assert.Equal(unknown, await RefusedAsync(Link("del-0000000000")));
        Assert.Equal(unknown, await RefusedAsync(Link(id, address: "somebody@else.example")));
        var account = await host.Get<AccountStore>().GetAsync("kettle", CancellationToken.None);
        await host.Get<AccountStore>().SaveAsync(account with { Emails = ["new@kettle.example"] }, CancellationToken.None);
        Assert.Equal(unknown, await RefusedAsync(link));
        await host.Get<AccountStore>().SaveAsync(account, CancellationToken.None);
        await ReadAsync(link);
        host.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(unknown, await RefusedAsync(link));
    }

    [Fact]
    public async Task AForgedLinkActsOnNothing()
    {
        await host.OpenDeletionAsync();
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/my/abc.def", "cancel"));
        Assert.Empty(host.Flows.Nudged);
    }

    [Fact]
    public async Task AnUnknownActIsNotFound() => Assert.Equal(HttpStatusCode.NotFound, await PostAsync(Link(await host.OpenDeletionAsync()), "approve"));

    [Fact]
    public async Task NothingOfThePageIsKeptOrPassedOn()
    {
        using var stranger = host.Stranger();
        using var answer = await stranger.GetAsync(Link(await host.OpenDeletionAsync()));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<string> DeletingAsync()
    {
        var id = await host.OpenDeletionAsync();
        await host.ChangeAsync(id, today => today with { State = CaseState.Scheduled });
        await host.ChangeAsync(id, today => today with { State = CaseState.Deleting, WaitsFor = null });
        return id;
    }

    private string Link(string caseId, LinkPurpose purpose = LinkPurpose.Status, string address = "asha@kettle.example") =>
        host.Get<CustomerLinks>().Create(caseId, address, purpose).PathAndQuery;

    private async Task<string> ReadAsync(string link, bool decoded = true)
    {
        using var stranger = host.Stranger();
        var page = await new Browser(stranger).ReadAsync(link);
        return decoded ? WebUtility.HtmlDecode(page).Replace('\u00A0', ' ') : page;
    }

    private async Task<string> RefusedAsync(string link)
    {
        using var stranger = host.Stranger();
        return await new Browser(stranger).ReadAsync(link, HttpStatusCode.NotFound);
    }

    private async Task<HttpStatusCode> PostAsync(string link, string act)
    {
        using var stranger = host.Stranger();
        using var answer = await stranger.PostAsync($"{link}/{act}", null);
        return answer.StatusCode;
    }
}
