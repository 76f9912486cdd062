using System.Net;
using Gallabox.Core.Accounts;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The buttons of the outside world.</summary>
public sealed class SandboxButtonTests : IAsyncLifetime
{
    private readonly WebHost host = new();

    public async Task InitializeAsync()
    {
        host.Sandbox.Address = new Uri("http://sandbox.test/");
        host.Sandbox.Answers["GET /sandbox/clock"] = (HttpStatusCode.OK, "{\"now\":\"2026-03-02T09:30:00Z\"}");
        host.Sandbox.Answers["POST /sandbox/mail"] = (HttpStatusCode.OK, "{\"status\":200,\"body\":\"\"}");
        await host.InitializeAsync();
    }

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task WithoutASandboxThereAreNoButtons()
    {
        host.Sandbox.Address = null;
        var browser = await host.SignedInAsync();
        Assert.DoesNotContain("sandbox", await browser.ReadAsync("/"), StringComparison.OrdinalIgnoreCase);
        await browser.ReadAsync("/sandbox-mails", HttpStatusCode.NotFound);
        using var answer = await browser.PostAsync("/sandbox-acts/advance", new() { ["by"] = "01:00:00" });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(host.Sandbox.Calls);
    }

    [Fact]
    public async Task EachButtonDoesItsThing()
    {
        var browser = await host.SignedInAsync();
        await PressAsync(browser, "mail", new() { ["from"] = "asha@kettle.example", ["phone"] = "+919876543210" });
        await PressAsync(browser, "advance", new() { ["by"] = "7.00:00:00" });
        await PressAsync(browser, "advance", new() { ["to"] = "2026-03-03T09:30:00Z" });
        await PressAsync(browser, "delete-at-meta", new() { ["phone"] = "+919876543210" });
        await PressAsync(browser, "settle-dues", new() { ["account"] = "lumen" });
        var calls = host.Sandbox.Calls.Where(call => call.Request != "GET /sandbox/clock").ToList();
        Assert.Equal(
            ["POST /sandbox/mail", "POST /sandbox/clock/advance", "POST /sandbox/clock/advance", "POST /sandbox/meta/numbers/%2B919876543210/delete"],
            calls.Select(call => call.Request));
        Assert.Contains("Request for Deletion of Phone Number +919876543210", calls[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"7.00:00:00\"", calls[1].Body, StringComparison.Ordinal);
        Assert.Contains("\"1.00:00:00\"", calls[2].Body, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Get<AccountStore>().GetAsync("lumen", CancellationToken.None)).Dues.Amount);
    }

    [Fact]
    public async Task ARefusalOfTheSandboxIsShown()
    {
        host.Sandbox.Answers["POST /sandbox/meta/numbers/%2B919876543210/delete"] = (HttpStatusCode.Conflict, "paid messages until 30 March");
        var browser = await host.SignedInAsync();
        using var answer = await browser.PostAsync("/sandbox-acts/delete-at-meta", new() { ["phone"] = "+919876543210" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("paid messages until 30 March", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailsAreReadAsTextWithLinksThatWork()
    {
        host.Sandbox.Answers["GET /sandbox/mail"] = (HttpStatusCode.OK, """
            [{"to":"asha@kettle.example","subject":"First <i>","text":"See\nhttp://localhost:7071/my/a.b\n<script>x</script>","html":"","at":"2026-03-02T10:00:00Z","caseId":"del-1","attachments":["deletion.ics"]}]
            """);
        var browser = await host.SignedInAsync();
        var page = await browser.ReadAsync("/sandbox-mails");
        Assert.Contains("<a href=\"http://localhost:7071/my/a.b\">", page, StringComparison.Ordinal);
        Assert.Contains("deletion.ics", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
    }

    private static async Task PressAsync(Browser browser, string act, Dictionary<string, string> fields)
    {
        using var answer = await browser.PostAsync("/sandbox-acts/" + act, fields);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains("role=\"status\"", await browser.ReadAsync("/"), StringComparison.Ordinal);
    }
}
