using Gallabox.Core.Webhooks;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Numbers of which events come and which nobody knows.</summary>
public sealed class UnknownNumberApiTests : ApiTest
{
    [Fact]
    public async Task An_unknown_number_is_listed_with_what_is_known_of_it()
    {
        var status = new MessageEvent(MessageEventKind.Sent, MessageEventTraits.None, 1767000000, 1, 0, 2);
        await Host.Get<UnroutedEvents>().KeepAsync(new EventRoute("7300", "4711", "919876543210", ""), [status, status with { Message = 2 }], CancellationToken.None);

        var item = Assert.Single((await GetAsync("/api/unknown-numbers"))["items"]!.AsArray())!;
        Assert.Equal(["display", "events", "firstAt", "lastAt", "phoneNumberId", "wabaId"], Names(item));
        Assert.Equal(("4711", 2), (item["phoneNumberId"]!.GetValue<string>(), item["events"]!.GetValue<int>()));
    }
}
