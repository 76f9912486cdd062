using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Local.Tests.Support;
using Gallabox.Web;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Health, unknown paths, failures, headers, and the document that describes it all.</summary>
public sealed class HostApiTests : ApiTest
{
    [Fact]
    public async Task ReadinessNamesWhatFailsAndLivenessDoesNotCare()
    {
        using var stranger = Host.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health/ready")).StatusCode);
        Host.Tables.Failure = new InvalidOperationException("secret reason");
        using var failing = await stranger.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failing.StatusCode);
        var report = await JsonAsync(failing);
        Assert.Equal(("store", "failing"), (report["checks"]![0]!["name"]!.GetValue<string>(), report["checks"]![0]!["status"]!.GetValue<string>()));
        Assert.DoesNotContain("secret", report.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task AnUnknownPathIsAProblemForProgramsAndAPageForBrowsers()
    {
        using var stranger = Host.Stranger();
        await ProblemAsync(await stranger.GetAsync("/api/nothing"), HttpStatusCode.NotFound, "unknown-path");
        await ProblemAsync(await stranger.GetAsync("/nothing"), HttpStatusCode.NotFound, "unknown-path");
        stranger.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var page = await stranger.GetAsync("/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        await ProblemAsync(await stranger.GetAsync("/api/nothing"), HttpStatusCode.NotFound, "unknown-path");
    }

    [Theory]
    [InlineData("DELETE", "/api/accounts/kettle", "GET, HEAD, PUT")]
    [InlineData("POST", "/api/cases", "GET, HEAD")]
    [InlineData("GET", "/api/cases/x/approve", "POST")]
    public async Task AnotherMethodIsToldTheRightOnes(string method, string path, string allow)
    {
        using var answer = await SendAsync(new HttpMethod(method), path);
        await ProblemAsync(answer, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allow, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task AFailureOfTheStoreSaysWhenToComeBack()
    {
        Host.Tables.Failure = new TransientFailureException("store:away", "The store does not answer.") { RetryAfter = TimeSpan.FromSeconds(9) };
        using var answer = await Program.GetAsync("/api/cases");
        await ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal(TimeSpan.FromSeconds(9), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task ABugIsAnsweredWithoutItsInsides()
    {
        Host.Tables.Failure = new InvalidOperationException("secret reason");
        using var answer = await Program.GetAsync("/api/cases");
        var problem = await ProblemAsync(answer, HttpStatusCode.InternalServerError, "unexpected");
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadIsAnsweredLikeGetWithoutABody()
    {
        using var answer = await SendAsync(HttpMethod.Head, "/api/accounts");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task AnswersAreNotCachedAndAssetsAre()
    {
        using var data = await Program.GetAsync("/api/accounts");
        Assert.True(data.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", data.Headers.GetValues("X-Content-Type-Options").Single());
        using var sheet = await Program.GetAsync("/assets/gallabox.css");
        Assert.Equal("text/css", sheet.Content.Headers.ContentType?.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/gallabox.css");
        again.Headers.IfNoneMatch.Add(sheet.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await Program.SendAsync(again)).StatusCode);
        await ProblemAsync(await Program.GetAsync("/assets/openapi.json"), HttpStatusCode.NotFound, "unknown-asset");
    }

    [Fact]
    public async Task TheDocumentDescribesEveryRouteAndNothingElse()
    {
        using var document = JsonDocument.Parse(await Program.GetStringAsync("/openapi.json"));
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name} {method.Value.GetProperty("operationId").GetString()}"));
        Assert.Equal(
            Routes.All.Select(route => $"{route.Method} /{route.Pattern} {route.Name}").Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryReferenceOfTheDocumentLeadsSomewhere()
    {
        var text = await Program.GetStringAsync("/openapi.json");
        using var document = JsonDocument.Parse(text);
        var references = System.Text.RegularExpressions.Regex.Matches(text, "\"\\$ref\": ?\"#/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            var at = document.RootElement;
            foreach (var part in reference.Split('/'))
                Assert.True(at.TryGetProperty(part, out at), reference);
        }
    }

    [Fact]
    public void FunctionsCanBeNamedAfterRoutes() =>
        Assert.All(Routes.All, route => Assert.Matches("^[A-Z][A-Za-z0-9]+$", route.Name));
}
