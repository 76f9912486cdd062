using Gallabox.Core.Connect;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class ConnectRedirectTests
{
    [Theory]
    [InlineData("client=Ab1CL&channels=[Ab1CH]&state=s", "Ab1CH", "")]
    [InlineData("?client=Ab1CL&channels=[Ab1CH,Ab2CH]&state=s", "Ab1CH Ab2CH", "")]
    [InlineData("client=Ab1CL&channels=%5BAb1CH%2C%20Ab2CH%5D&state=s", "Ab1CH Ab2CH", "")]
    [InlineData("client=Ab1CL&channels=%5BAb1CH,+Ab2CH%5D&state=s&lang=en&lang=de", "Ab1CH Ab2CH", "")]
    [InlineData("client=Ab1CL&channels=[]&state=s", "", "")]
    [InlineData("client=Ab1CL&channels=[Ab1CH,Ab1CH]&state=s", "Ab1CH", "")]
    [InlineData("client=Ab1CL&channels=[Ab1CH,ab1ch]&state=s", "Ab1CH ab1ch", "")]
    [InlineData("client=Ab1CL&channels=[Ab1CH,Ab2CH]&revoked=[Ab2CH]&state=s", "Ab1CH", "Ab2CH")]
    [InlineData("client=Ab1CL&channels=[Ab1CH]&revoked=[]&state=s", "Ab1CH", "")]
    public void WhatTheRedirectSays(string query, string channels, string revoked)
    {
        Assert.True(ConnectRedirect.TryParse(query, out var redirect));
        Assert.Equal(("Ab1CL", channels, revoked, "s"), (redirect.Client, string.Join(' ', redirect.Channels), string.Join(' ', redirect.Revoked), redirect.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("client=Ab1CL&state=s")]
    [InlineData("channels=[Ab1CH]&state=s")]
    [InlineData("client=&channels=[Ab1CH]&state=s")]
    [InlineData("client=Ab1CL&channels=Ab1CH&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH&state=s")]
    [InlineData("client=Ab1CL&channels=[\"Ab1CH\"]&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH,]&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH,,Ab2CH]&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH]&channels=[Ab2CH]&state=s")]
    [InlineData("client=Ab1CL&client=Ab2CL&channels=[Ab1CH]&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH]&revoked=Ab1CH&state=s")]
    [InlineData("client=Ab1CL&channels=[Ab1CH]&state=")]
    [InlineData("client=Ab1CL&channels=[../../x]&state=s")]
    [InlineData("client=Ab1CL&channels=[%00]&state=s")]
    public void WhatIsNoRedirect(string query) => Assert.False(ConnectRedirect.TryParse(query, out _));

    [Fact]
    public void ALongQueryIsNotRead() => Assert.False(ConnectRedirect.TryParse($"client=Ab1CL&channels=[{new string('a', 9000)}]&state=s", out _));
}
