using System.Net;
using Gallabox.Core.Numbers;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Numbers over the API.</summary>
public sealed class NumberApiTests : ApiTest
{
    [Theory]
    [InlineData("/api/numbers/+919876543210")]
    [InlineData("/api/numbers/%2B919876543210")]
    [InlineData("/api/numbers/919876543210")]
    public async Task ANumberHasTheShapeOfTheContract(string path)
    {
        var number = await GetAsync(path);
        Assert.Equal(["accountId", "holds", "identities", "limit", "paused", "phone", "provider", "state"], Names(number));
        Assert.Equal(["from", "ids", "owner", "provider"], Names(number["identities"]![0]!));
        Assert.Equal(["perDay", "source", "tier"], Names(number["limit"]!));
        Assert.Equal("+919876543210", number["phone"]!.GetValue<string>());
        Assert.Equal("connected", number["state"]!.GetValue<string>());
        Assert.Equal("ch1", number["identities"]![0]!["ids"]!["channelId"]!.GetValue<string>());
    }

    [Fact]
    public async Task UsageHasTheShapeOfTheContract()
    {
        var usage = await GetAsync("/api/numbers/919876543210/usage");
        Assert.Equal(["asOf", "compared", "daily", "deletableFrom", "distinct24h", "hourly", "limit", "nextFree", "phone", "remaining", "sent30d"], Names(usage));
        Assert.Equal(["number", "portfolio"], Names(usage["distinct24h"]!));
        Assert.Equal(["perDay", "source", "tier"], Names(usage["limit"]!));
        Assert.Equal((0, 2000), (usage["sent30d"]!.GetValue<int>(), usage["remaining"]!.GetValue<int>()));
        Assert.Equal((WebHost.Start, WebHost.Start), (Time(usage["asOf"]), Time(usage["deletableFrom"])));
    }

    [Fact]
    public async Task TheBrakeIsOneHoldThatOnlyItLifts()
    {
        await Host.Get<NumberStore>().HoldAsync(WebHost.Kettle, "del-1", "About to be deleted.", CancellationToken.None);
        for (var time = 0; time < 2; time++)
        {
            using var paused = await SendAsync(HttpMethod.Post, "/api/numbers/+919876543210/pause", "{\"note\":\"spam wave\",\"by\":\"mia\"}");
            var holds = (await JsonAsync(paused))["holds"]!.AsArray();
            Assert.Equal(["del-1", "operator"], holds.Select(hold => hold!["by"]!.GetValue<string>()));
            Assert.Contains("spam wave", holds[1]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        using var resumed = await SendAsync(HttpMethod.Post, "/api/numbers/+919876543210/resume");
        var number = await JsonAsync(resumed);
        Assert.True(number["paused"]!.GetValue<bool>());
        Assert.Equal("del-1", number["holds"]!.AsArray().Single()!["by"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/usage")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    public async Task AnUnknownNumberIsNotFoundAndNonsenseIsRefused(string method, string below)
    {
        using var unknown = await SendAsync(new HttpMethod(method), "/api/numbers/+15550009999" + below);
        await ProblemAsync(unknown, HttpStatusCode.NotFound, "unknown-number");
        using var nonsense = await SendAsync(new HttpMethod(method), "/api/numbers/abc" + below);
        await ProblemAsync(nonsense, HttpStatusCode.BadRequest, "bad-input");
    }
}
