using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Adapters.Outgoing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Meta;

/// <summary>Reading one number and many.</summary>
public sealed class MetaNumbersTests : IDisposable
{
    private const string Node = GraphJson.Url + "/88120?fields=";
    private const string Edge = GraphJson.Url + "/73001/phone_numbers?limit=100";
    private readonly AdapterHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task ANumberIsReadWithOneCallAndOurToken()
    {
        host.Http.On("GET", Node + GraphJson.AllFields, GraphJson.Number()
            .With("is_pin_enabled", true).With("is_on_biz_app", false).With("account_mode", "LIVE").With("platform_type", "CLOUD_API")
            .With("throughput", new JsonObject { ["level"] = "HIGH" }).With("whatsapp_business_manager_messaging_limit", "TIER_2K"));
        var number = await ReadAsync();
        Assert.Equal(
            new MetaNumber("88120", PhoneNumber.Parse("+919876543210"), "CONNECTED")
            {
                VerifiedName = "Kettle & Cup",
                NameStatus = "APPROVED",
                CodeVerification = "VERIFIED",
                Quality = "GREEN",
                AccountMode = "LIVE",
                MessagingLimit = "TIER_2K",
                Throughput = "HIGH",
                PlatformType = "CLOUD_API",
                IsPinEnabled = true,
                IsOnBizApp = false,
            }, number);
        Assert.Equal("Bearer token-of-meta", host.Http.Last.Headers["Authorization"]);
    }

    [Fact]
    public async Task ARefusedFieldCostsItsGroupOnly()
    {
        var refusal = GraphJson.Error(100, "Tried accessing nonexisting field (is_pin_enabled)").ToJsonString();
        host.Http.On("GET", Node + GraphJson.AllFields, 400, refusal)
            .On("GET", Node + GraphJson.CoreFields, GraphJson.Number())
            .On("GET", Node + "id,new_name_status,account_mode,platform_type,throughput", new JsonObject { ["id"] = "88120", ["account_mode"] = "LIVE" })
            .On("GET", Node + "id,whatsapp_business_manager_messaging_limit", 403, GraphJson.Error(200, "no permission").ToJsonString())
            .On("GET", Node + "id,is_pin_enabled", 400, refusal)
            .On("GET", Node + "id,is_on_biz_app", new JsonObject { ["id"] = "88120", ["is_on_biz_app"] = true });
        var number = await ReadAsync();
        Assert.Equal(("CONNECTED", "LIVE", null, null, true), (number!.Status, number.AccountMode, number.MessagingLimit, number.IsPinEnabled, number.IsOnBizApp));
        host.Http.AssertAllUsed();
    }

    [Theory]
    [InlineData(33, null)]
    [InlineData(100, 33)]
    public async Task AMissingNodeIsNull(int code, int? subcode)
    {
        host.Http.On("GET", Node + GraphJson.AllFields, 400, GraphJson.Error(code, "gone", subcode).ToJsonString());
        Assert.Null(await ReadAsync());
    }

    [Theory]
    [InlineData(190)]
    [InlineData(10)]
    public async Task LostPermissionIsNotAMissingNode(int code)
    {
        host.Http.On("GET", Node + GraphJson.AllFields, 400, GraphJson.Error(code, "no").ToJsonString())
            .On("GET", Node + GraphJson.CoreFields, 400, GraphJson.Error(code, "no").ToJsonString());
        Assert.Equal($"meta:{code}", (await Assert.ThrowsAsync<NeedsPersonException>(ReadAsync)).Code);
    }

    [Theory]
    [InlineData("+1 631-555-5555", "+16315555555")]
    [InlineData("16315555555", "+16315555555")]
    [InlineData("", null)]
    [InlineData("hidden", null)]
    public async Task ADisplayNumberIsNormalised(string display, string? phone)
    {
        host.Http.On("GET", Node + GraphJson.AllFields, GraphJson.Number(display: display));
        Assert.Equal(phone, (await ReadAsync())!.Phone?.E164);
    }

    [Fact]
    public async Task AListIsReadToItsLastPageByCursorAlone()
    {
        host.Http.On("GET", Edge + "&fields=" + GraphJson.AllFields, GraphJson.Page("c+1/=", GraphJson.Number("1"), GraphJson.Number("2")))
            .On("GET", Edge + "&after=c+1/=&fields=" + GraphJson.AllFields, GraphJson.List(GraphJson.Number("3")));
        var numbers = await host.Meta.ListNumbersAsync("73001", CancellationToken.None);
        Assert.Equal(["1", "2", "3"], numbers.Select(number => number.Id));
    }

    [Fact]
    public async Task GroupsOfAListAreJoinedById()
    {
        host.Http.On("GET", Edge + "&fields=" + GraphJson.AllFields, 400, GraphJson.Error(100, "bad field").ToJsonString())
            .On("GET", Edge + "&fields=" + GraphJson.CoreFields, GraphJson.List(GraphJson.Number("1"), GraphJson.Number("2")));
        foreach (var group in new[] { "new_name_status,account_mode,platform_type,throughput", "whatsapp_business_manager_messaging_limit", "is_on_biz_app" })
            host.Http.On("GET", Edge + "&fields=id," + group, GraphJson.List());
        host.Http.On("GET", Edge + "&fields=id,is_pin_enabled", GraphJson.List(
            new JsonObject { ["id"] = "2", ["is_pin_enabled"] = true }, new JsonObject { ["id"] = "1", ["is_pin_enabled"] = false }));
        var numbers = await host.Meta.ListNumbersAsync("73001", CancellationToken.None);
        Assert.Equal([("1", false), ("2", true)], numbers.Select(number => (number.Id, number.IsPinEnabled!.Value)));
    }

    [Fact]
    public async Task AListOfAnUnreadableAccountThrowsAndIsNotEmpty()
    {
        host.Http.On("GET", Edge + "&fields=" + GraphJson.AllFields, 400, GraphJson.Error(100, "no", 33).ToJsonString());
        await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.ListNumbersAsync("73001", CancellationToken.None));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    public async Task AnAnswerWithoutAListIsNoEmptyList(string body)
    {
        host.Http.On("GET", Edge + "&fields=" + GraphJson.AllFields, 200, body);
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.ListNumbersAsync("73001", CancellationToken.None));
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../me")]
    [InlineData("1?fields=id")]
    public async Task AnIdThatIsNoneNeverLeavesThisSystem(string id)
    {
        await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.ReadNumberAsync(id, CancellationToken.None));
        Assert.Empty(host.Http.Calls);
    }

    private Task<MetaNumber?> ReadAsync() => host.Meta.ReadNumberAsync("88120", CancellationToken.None);
}
