using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class ConnectRushTests
{
    private const int Many = 1000;

    [Fact]
    public void AThousandSignUpsAtOnceQueueUpAndNoneFails()
    {
        var bench = new ConnectBench();
        var cases = new List<(string Id, HubChannel Channel)>();
        for (var no = 0; no < Many; no++)
        {
            var phone = $"+9198{no:D8}";
            var account = bench.Account($"a{no}", $"owner{no}@shop.example");
            var on = bench.Open(account, phone);
            var channel = ConnectFlowTests.SignUp(bench, readyAfter: 60 + no % 7, permissionAfter: 20, phone: phone, email: $"owner{no}@shop.example");
            foreach (var name in new[] { "channel_created", "channel_permission_granted", "channel_ready", "channel_live" })
                bench.Event(TimeSpan.FromSeconds(70 + no % 5), name, channel);
            cases.Add((on.Id, channel));
        }

        var start = bench.World.Now;
        bench.World.Run(() => cases.TrueForAll(each => bench.StateOf(each.Id) == CaseState.Completed), TimeSpan.FromHours(4), () =>
            $"{string.Join(", ", cases.GroupBy(each => bench.StateOf(each.Id)).Select(group => $"{group.Count()} {group.Key}"))}. {bench.Failures()}");
        var took = bench.World.Now - start;

        Assert.All(cases, each => ConnectFlowTests.AssertOneLiveKey(bench, each.Channel));
        Assert.Equal(Many, bench.Hub.Rotations);
        var calls = bench.Hub.PartnerCalls;
        var fastest = Enumerable.Range(5, calls.Count - 5).Min(no => calls[no] - calls[no - 5]);
        Assert.True(fastest >= TimeSpan.FromSeconds(30), $"Six calls within {fastest}.");
        Assert.True(took < TimeSpan.FromHours(3), $"It took {took} and {calls.Count} calls.");
        Assert.All(cases, each => Assert.DoesNotContain(Trouble(bench, each.Id), type => type is "trouble" or "needs_attention"));
    }

    private static IEnumerable<string> Trouble(ConnectBench bench, string id) =>
        bench.Do(() => bench.Get<CaseStore>().TimelineAsync(id, CancellationToken.None)).Select(entry => entry.Type);
}
