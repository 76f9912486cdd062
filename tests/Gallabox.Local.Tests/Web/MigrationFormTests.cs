using System.Net;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The migration form, from the address to the customer's own page.</summary>
public sealed class MigrationFormTests : MigrationTest
{
    private static readonly (string Name, string Value)[] Filled =
    [
        ("phone", "98123 45678"), ("sourceProvider", "Other Ltd"), ("sourceWabaId", "730015500220099"), ("path", "account"),
        ("destinationWabaId", "730015500220011"), ("codeReader", "Ravi"), ("codeReaderEmail", Ravi), ("codeMethod", "sms"), ("codeLanguage", "hi"),
        ("cutOverAt", "2026-03-05T10:00"),
    ];

    public MigrationFormTests()
    {
        Host.Settings["Meta:SignupConfigId"] = "77";
        Host.Settings["Meta:SolutionId"] = "88";
    }

    [Fact]
    public async Task WithoutALinkItMailsOneToARegisteredAddressAndSaysNothingAboutOthers()
    {
        Assert.Contains("Mail me my link", await ReadAsync("/migrations/new"), StringComparison.Ordinal);
        var (status, known, _) = await PostAsync("/migrations/new", ("email", "ASHA@kettle.example"));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(known, (await PostAsync("/migrations/new", ("email", "stranger@elsewhere.example"))).Page);
        var mail = Assert.Single(await Host.Get<Outbox>().OfCaseAsync("migrate-kettle", CancellationToken.None));
        Assert.Equal(Asha, mail.Mail.To);
    }

    [Fact]
    public async Task ItExplainsItselfBeforeTheButton()
    {
        var page = await ReadAsync(Invite());
        string[] explained =
        [
            "Two-step verification must be off", "until that moment", "rejected, pending or of low quality", "Sign up with Meta", "multi-partner", "Kolkata time",
        ];
        foreach (var words in explained)
            Assert.Contains(words, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AFilledFormOpensTheCaseAndLeadsToItsPage()
    {
        var (status, _, answer) = await PostAsync(Invite(), Filled);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Contains("We are looking whether +91 98123 45678 can move", await ReadAsync(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        var id = Host.Get<CustomerLinks>().Read(answer.Headers.Location.OriginalString["/my/".Length..])!.CaseId;
        var facts = await FactsAsync(id);
        Assert.Equal((Asha, MigrationPath.Account, "hi"), (facts.Address, facts.Path, facts.Reader.Language));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 4, 30, 0, TimeSpan.Zero), facts.CutOverAt);
    }

    [Fact]
    public async Task AUsedLinkLeadsToItsCase()
    {
        var link = Invite();
        await PostAsync(link, Filled);
        using var stranger = Host.Stranger();
        using var again = await stranger.GetAsync(link);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.StartsWith("/my/", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Host.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(link, ("phone", "something else"))).Status);
        var (status, page, _) = await PostAsync(link, [.. Filled.Select(field => field.Name == "phone" ? ("phone", "98123 45679") : field)]);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("used for another number", page, StringComparison.Ordinal);
        Assert.Single((await Cases.ListAsync(new CaseFilter(Kind: CaseKind.Migration), null, 10, CancellationToken.None)).Cases);
    }

    [Fact]
    public async Task WhatIsWrongStandsBesideItsFieldAndWhatWasEnteredStays()
    {
        var (status, page, _) = await PostAsync(Invite(), [.. Filled.Select(field => field.Name switch
        {
            "phone" => ("phone", "12<b>"),
            "destinationWabaId" => ("destinationWabaId", ""),
            "cutOverAt" => ("cutOverAt", "someday"),
            _ => field,
        })]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var field in new[] { "phone", "destinationWabaId", "cutOverAt" })
            Assert.Contains($"problem-{field}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("problem-sourceProvider", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Other Ltd\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"12<b>\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"hi\" selected", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFieldOfAWayThatIsNotChosenDoesNotCount()
    {
        var (status, _, _) = await PostAsync(Invite(), [.. Filled.Select(field => field.Name switch
        {
            "path" => ("path", "embedded_signup"),
            "destinationWabaId" => ("destinationWabaId", "no id at all"),
            _ => field,
        })]);
        Assert.Equal(HttpStatusCode.SeeOther, status);
    }

    [Fact]
    public async Task ANumberOfSomebodyElsesIsRefusedWithoutSayingSo()
    {
        var (status, page, _) = await PostAsync(Invite(), [.. Filled.Select(field => field.Name == "phone" ? ("phone", "+14155550132") : field)]);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains(MigrationPolicy.NotHere, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStaleAndAForgedLinkLookTheSame()
    {
        var link = Invite();
        var forged = await ReadAsync(link[..^2] + "xx", HttpStatusCode.NotFound);
        Host.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(forged, await ReadAsync(link, HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(link, Filled)).Status);
    }

    [Fact]
    public async Task TheTeamInvitesFromTheConsole()
    {
        var browser = await Host.SignedInAsync();
        using var answer = await browser.PostAsync("/accounts/kettle/migration-invitation");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Single(await Host.Get<Outbox>().OfCaseAsync("migrate-kettle", CancellationToken.None));
        using var unknown = await browser.PostAsync("/accounts/nobody/migration-invitation");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private string Invite() => Host.Get<MigrationLinks>().Invite("kettle", Asha).PathAndQuery;
}
