using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tests.Support.Powered;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class ConnectRepairTests
{
    private const string Phone = "+919812300001";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARevokedPermissionPausesTheNumberAndItsReturnMakesItWorkAgain(bool told)
    {
        var (bench, channel) = Connected();
        bench.Rest(TimeSpan.FromDays(3));
        (channel.Permission, channel.Key) = (false, null);
        if (told)
            bench.Event(TimeSpan.FromSeconds(1), "channel_permission_revoked", channel);
        bench.World.Run(() => Repair(bench) is not null, TimeSpan.FromHours(7), () => "no repair was opened");
        var repair = Repair(bench)!.Id;
        bench.RunUntil(repair, CaseState.AwaitingPermission);
        Assert.True(bench.Number(Phone)!.Paused);
        channel.Permission = true;
        bench.Event(TimeSpan.FromSeconds(1), "channel_permission_granted", channel);
        bench.RunUntil(repair, CaseState.Completed);
        Assert.False(bench.Number(Phone)!.Paused);
        ConnectFlowTests.AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void ARevocationThatIsOnlySaidChangesNothing()
    {
        var (bench, channel) = Connected();
        bench.Event(TimeSpan.FromSeconds(1), "channel_permission_revoked", channel);
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Null(Repair(bench));
        Assert.False(bench.Number(Phone)!.Paused);
    }

    [Fact]
    public void ARepairThatNobodyMakesEndsWithADisconnectedNumber()
    {
        var (bench, channel) = Connected();
        (channel.Permission, channel.Key) = (false, null);
        bench.Event(TimeSpan.FromSeconds(1), "channel_permission_revoked", channel);
        bench.World.Run(() => Repair(bench) is not null, TimeSpan.FromHours(7), () => "no repair was opened");
        bench.RunUntil(Repair(bench)!.Id, CaseState.Expired, TimeSpan.FromDays(15));
        Assert.Equal((NumberState.Disconnected, false), (bench.Number(Phone)!.State, bench.Number(Phone)!.Paused));
    }

    private static (ConnectBench Bench, HubChannel Channel) Connected()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var channel = ConnectFlowTests.SignUp(bench, readyAfter: 5);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(1));
        bench.Do(() => bench.Flows.StartAsync(ComparisonFlow.Orchestrator, ComparisonFlow.InstanceId, Done.Instance, CancellationToken.None));
        return (bench, channel);
    }

    private static PoweredFlows.Instance? Repair(ConnectBench bench) =>
        bench.Flows.All.Where(each => each.Id.StartsWith("con-", StringComparison.Ordinal)).Skip(1).FirstOrDefault();
}
