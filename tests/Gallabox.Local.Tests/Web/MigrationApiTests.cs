using System.Net;
using System.Text.Json.Nodes;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Migrations over the API.</summary>
public sealed class MigrationApiTests : MigrationTest
{
    private const string Whole = """
        {"accountId":"kettle","phone":"98123 45678","sourceProvider":"Other Ltd","sourceWabaId":"730015500220099",
         "destinationWabaId":"730015500220011","codeReader":"Ravi","codeMethod":"voice","cutOverAt":"2026-03-05T10:00:00+05:30"}
        """;

    [Fact]
    public async Task AMigrationIsOpenedAndShown()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/migrations", Whole);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var shown = await JsonAsync(answer);
        var id = shown["id"]!.GetValue<string>();
        Assert.Equal($"/api/cases/{id}", answer.Headers.Location?.OriginalString);
        Assert.Equal(("migration", Phone, "kettle", "in_review"), (Text(shown, "kind"), Text(shown, "phone"), Text(shown, "accountId"), Text(shown, "state")));
        Assert.Equal(("account", "730015500220011"), (Text(shown, "path"), Text(shown, "destinationWabaId")));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 4, 30, 0, TimeSpan.Zero), Time(shown["cutOverAt"]));
        Assert.Equal(shown.ToJsonString(), (await GetAsync($"/api/cases/{id}")).ToJsonString());
        Assert.Equal(Asha, (await FactsAsync(id)).Address);
    }

    [Fact]
    public async Task TheSameKeyOpensItOnce()
    {
        using var first = await SendAsync(HttpMethod.Post, "/api/migrations", Whole, key: "k1");
        using var again = await SendAsync(HttpMethod.Post, "/api/migrations", Whole, key: "k1");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ObviousOtherNamesAreUnderstood()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/migrations", """
            {"accountEmail":"Asha@kettle.example","number":"+919812345678",
             "source":{"provider":"Other Ltd","wabaId":"730015500220099"},"destination":{"wabaId":"730015500220011"}}
            """);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var facts = await FactsAsync((await JsonAsync(answer))["id"]!.GetValue<string>());
        Assert.Equal(("Other Ltd", "730015500220099", "730015500220011"), (facts.Source.Provider, facts.Source.WabaId, facts.WabaId));
    }

    [Theory]
    [InlineData("""{"phone":"+919812345678"}""", "accountId")]
    [InlineData("""{"accountId":"kettle","email":"ops@lumen.example"}""", "email")]
    [InlineData("""{"accountId":"kettle","cutOverAt":"tomorrow"}""", "cutOverAt")]
    [InlineData("""{"accountId":"kettle","phone":"12","sourceProvider":"","sourceWabaId":"x","codeMethod":"pigeon","codeReaderEmail":"no","codeLanguage":"1"}""",
        "codeLanguage codeMethod codeReaderEmail destinationWabaId phone sourceProvider sourceWabaId")]
    [InlineData("""{"accountId":"kettle","phone":"+919812345678","sourceProvider":"Other Ltd","path":"solution"}""", "migrationIntentId path")]
    public async Task EachWrongFieldIsNamed(string body, string fields)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/migrations", body);
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input");
        Assert.Equal(fields, string.Join(' ', Names(problem["errors"]!)));
        Assert.All(problem["errors"]!.AsObject(), field => Assert.NotEmpty(field.Value![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task AnUnknownAccountIsNotFound()
    {
        using var byId = await SendAsync(HttpMethod.Post, "/api/migrations", """{"accountId":"nobody"}""");
        await ProblemAsync(byId, HttpStatusCode.NotFound, "unknown-account");
        using var byEmail = await SendAsync(HttpMethod.Post, "/api/migrations", """{"accountEmail":"nobody@else.example"}""");
        await ProblemAsync(byEmail, HttpStatusCode.NotFound, "unknown-account");
    }

    [Fact]
    public async Task ANumberInAnotherRequestNamesIt()
    {
        var open = await OpenAsync();
        using var answer = await SendAsync(HttpMethod.Post, "/api/migrations", Whole);
        Assert.Equal(open, Text(await ProblemAsync(answer, HttpStatusCode.Conflict, "busy"), "caseId"));
    }

    [Fact]
    public async Task ANumberOfSomebodyElsesIsNeverSaidToBe()
    {
        using var lumens = await SendAsync(HttpMethod.Post, "/api/migrations", Whole.Replace("98123 45678", "+14155550132", StringComparison.Ordinal));
        var problem = (await ProblemAsync(lumens, HttpStatusCode.Conflict, "not-here")).ToJsonString();
        await OpenAsync();
        var byLumen = Whole.Replace("kettle", "lumen", StringComparison.Ordinal).Replace("98123", "+9198123", StringComparison.Ordinal);
        using var kettles = await SendAsync(HttpMethod.Post, "/api/migrations", byLumen);
        Assert.Equal(problem, (await ProblemAsync(kettles, HttpStatusCode.Conflict, "not-here")).ToJsonString());
        Assert.DoesNotContain("lumen", problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task TheConditionsAreShownAsLights()
    {
        var id = await OpenAsync();
        await ChangeAsync(id, today => today, today => today with
        {
            Lights = [new Light(LightKey.TwoStep, LightState.Red, "customer", "it is on"), new Light(LightKey.Payment, LightState.Unknown, "operator")],
        });
        var lights = (await GetAsync($"/api/cases/{id}"))["lights"]!.AsArray();
        Assert.Equal(("two_step", "red", "it is on"), (Text(lights[0]!, "key"), Text(lights[0]!, "state"), Text(lights[0]!, "evidence")));
        Assert.NotEmpty(lights[0]!["how"]!.AsArray());
        Assert.Equal(["how", "key", "state", "title", "who"], Names(lights[1]!));
    }

    [Fact]
    public async Task OtherCasesHaveNoneOfIt()
    {
        var names = Names(await GetAsync($"/api/cases/{await Host.OpenDeletionAsync()}")).ToList();
        Assert.DoesNotContain("lights", names);
        Assert.DoesNotContain("path", names);
    }

    [Theory]
    [InlineData("approve", "{}")]
    [InlineData("cancel", "{}")]
    [InlineData("reject", """{"note":"Not yours"}""")]
    [InlineData("note", """{"note":"They called"}""")]
    [InlineData("reschedule", """{"at":"2026-03-09T10:00:00Z"}""")]
    public async Task AnOperatorActsOnIt(string act, string body)
    {
        var id = await OpenAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/{act}", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([id], Host.Flows.Nudged);
        Assert.Equal("operator", Text((await JsonAsync(answer))["timeline"]!.AsArray()[^1]!, "by"));
    }

    [Fact]
    public async Task OnceItHasMovedNothingTakesItBack()
    {
        var id = await CompletedAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/cancel", "{}");
        await ProblemAsync(answer, HttpStatusCode.Conflict, "wrong-state");
        Assert.Null((await Cases.FindAsync(id, CancellationToken.None))!.Ending);
    }

    [Fact]
    public async Task TheButtonOfThePlatformGetsALink()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/accounts/kettle/migration-links");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var link = await JsonAsync(answer);
        Assert.Contains("Which number do you want to move?", await ReadAsync(new Uri(Text(link, "url")).PathAndQuery), StringComparison.Ordinal);
        Assert.Equal(Now.AddDays(7), Time(link["expiresAt"]));
        using var stranger = await SendAsync(HttpMethod.Post, "/api/accounts/kettle/migration-links", """{"email":"ops@lumen.example"}""");
        await ProblemAsync(stranger, HttpStatusCode.BadRequest, "bad-input");
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
