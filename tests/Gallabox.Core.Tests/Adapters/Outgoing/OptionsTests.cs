using Microsoft.Extensions.Options;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

public sealed class OptionsTests
{
    [Fact]
    public void TheSettingsOfTheTestsPass()
    {
        using var host = new AdapterHost();
        host.Validate();
    }

    [Theory]
    [InlineData("Meta:AccessToken", "")]
    [InlineData("Meta:AppSecret", null)]
    [InlineData("Meta:VerifyToken", " ")]
    [InlineData("Meta:AppId", "abc")]
    [InlineData("Meta:BaseUrl", "graph.facebook.com")]
    [InlineData("Meta:Version", "25")]
    [InlineData("Meta:AttemptTimeout", "01:00:00")]
    [InlineData("Dialog360:PartnerKey", "")]
    [InlineData("Dialog360:PartnerId", "a/b")]
    [InlineData("Dialog360:PlatformSecret", "")]
    [InlineData("Dialog360:NumberWebhookKey", "short")]
    [InlineData("Dialog360:HubUrl", "hub")]
    [InlineData("Dialog360:CallsPerWindow", "0")]
    [InlineData("Dialog360:Window", "00:00:00")]
    [InlineData("SendGrid:ApiKey", "")]
    [InlineData("SendGrid:From", "nobody")]
    [InlineData("SendGrid:InboundPublicKey", "")]
    [InlineData("SendGrid:EventPublicKey", "")]
    public void AMissingOrWrongSettingStopsTheHostWithItsKey(string key, string? value)
    {
        using var host = new AdapterHost((key, value));
        var refusal = Assert.ThrowsAny<Exception>(host.Validate);
        Assert.True(refusal is OptionsValidationException or AggregateException, refusal.ToString());
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
    }
}
