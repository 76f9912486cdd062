using System.Net;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Events as they came, over the API.</summary>
public sealed class RawEventApiTests : ApiTest
{
    [Fact]
    public async Task EventsAreListedByTheirBeginningAndReadWhole()
    {
        var json = "{\"new\":\"" + new string('x', 200_000) + "\"}";
        await Host.Get<RawEventStore>().KeepAsync(
            [new RawEvent(EventSource.Meta, "holograms", "7300", 1767000000, System.Text.Encoding.UTF8.GetBytes(json))], CancellationToken.None);

        var page = await GetAsync("/api/raw-events");
        var item = page["items"]!.AsArray().Single()!;
        Assert.Equal(["at", "entryAt", "entryId", "field", "key", "length", "source", "text"], Names(item));
        Assert.Equal((json.Length, 2000), (item["length"]!.GetValue<int>(), item["text"]!.GetValue<string>().Length));

        using var whole = await Program.GetAsync($"/api/raw-events/{WebHost.Start:yyyy-MM-dd}/{item["key"]}");
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("application/octet-stream", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal(json, await whole.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AnotherDayHasItsOwnAndNonsenseIsRefused()
    {
        Assert.Empty((await GetAsync("/api/raw-events?day=2026-01-01"))["items"]!.AsArray());
        using var unknown = await Program.GetAsync("/api/raw-events/2026-01-01/none");
        await ProblemAsync(unknown, HttpStatusCode.NotFound, "unknown-event");
        foreach (var path in (string[])["/api/raw-events?day=yesterday", "/api/raw-events/yesterday/none"])
        {
            using var nonsense = await Program.GetAsync(path);
            await ProblemAsync(nonsense, HttpStatusCode.BadRequest, "bad-input");
        }
    }
}
