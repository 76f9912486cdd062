using Gallabox.Core.Cases;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Cases;

public sealed class CustomerLinksTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly LinkOptions options = new() { LinkKey = "a key that is long enough to be one", PublicUrl = new("https://numbers.example/base/") };
    private readonly CustomerLinks links;

    public CustomerLinksTests() => links = new CustomerLinks(Mock.Of<IOptionsMonitor<LinkOptions>>(monitor => monitor.CurrentValue == options), time);

    [Fact]
    public void ALinkSaysWhoMayDoWhatToWhichCase()
    {
        var url = links.Create("del-A", "asha@kettle.example", LinkPurpose.Proof);
        Assert.StartsWith("https://numbers.example/base/my/", url.ToString(), StringComparison.Ordinal);
        var link = links.Read(Token(url))!;
        Assert.Equal(("del-A", "asha@kettle.example", LinkPurpose.Proof), (link.CaseId, link.Address, link.Purpose));
    }

    [Fact]
    public void ALinkExpires()
    {
        var token = Token(links.Create("del-A", "a@b.example", LinkPurpose.Status, time.GetUtcNow().AddHours(1)));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(links.Read(token));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(links.Read(token));
    }

    [Fact]
    public void AnyChangedCharacterBreaksIt()
    {
        var token = Token(links.Create("del-A", "a@b.example", LinkPurpose.Status));
        for (var at = 0; at < token.Length - 1; at++)
            Assert.Null(links.Read(token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("////.----")]
    public void NonsenseIsNoLink(string token) => Assert.Null(links.Read(token));

    [Fact]
    public void TheKeyBeforeStillCounts()
    {
        var token = Token(links.Create("del-A", "a@b.example", LinkPurpose.Status));
        (options.LinkKeyPrevious, options.LinkKey) = (options.LinkKey, "another key that is long enough, too");
        Assert.NotNull(links.Read(token));
        options.LinkKeyPrevious = "";
        Assert.Null(links.Read(token));
    }

    private static string Token(Uri url) => url.Segments[^1];
}
