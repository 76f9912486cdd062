using Gallabox.Local.Orchestration;
using Xunit;

namespace Gallabox.Local.Tests.Orchestration;

public sealed class ActivityGateTests
{
    [Fact]
    public void Instances_are_served_in_turn_whatever_one_of_them_asks_for()
    {
        var gate = new ActivityGate(1);
        Assert.True(gate.EnterAsync("busy").IsCompletedSuccessfully);
        var greedy = Enumerable.Range(0, 3).Select(_ => gate.EnterAsync("greedy")).ToList();
        var modest = gate.EnterAsync("modest");
        gate.Exit();
        Assert.Equal([true, false, false], greedy.Select(each => each.IsCompleted));
        gate.Exit();
        Assert.True(modest.IsCompleted);
        Assert.False(greedy[1].IsCompleted);
        gate.Exit();
        gate.Exit();
        Assert.All(greedy, each => Assert.True(each.IsCompleted));
        gate.Exit();
        Assert.True(gate.EnterAsync("later").IsCompletedSuccessfully);
        Assert.False(gate.EnterAsync("too many").IsCompleted);
    }
}
