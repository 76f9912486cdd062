using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class KeyLockTests
{
    private const string Number = "+919812300001";
    private static readonly PhoneNumber Phone = PhoneNumber.Parse(Number);

    [Fact]
    public void WhileSomebodyMakesAKeyNobodyElseDoes()
    {
        var bench = new ConnectBench();
        var (first, until) = Take(bench);
        Assert.Equal((null, until), Take(bench));
        Assert.NotNull(bench.Do(() => bench.Get<KeyLock>().TakeAsync(PhoneNumber.Parse("+919812300002"), TimeSpan.FromMinutes(10), CancellationToken.None)).Held);
        bench.Do(() => bench.Get<KeyLock>().ReleaseAsync(first!, CancellationToken.None));
        Assert.NotNull(Take(bench).Held);
    }

    [Fact]
    public void WhoseTimeIsOverLosesTheLockAndCannotLetGoOfAnothers()
    {
        var bench = new ConnectBench();
        var (late, _) = Take(bench);
        bench.World.Time.Advance(TimeSpan.FromMinutes(10));
        var (next, _) = Take(bench);
        bench.Do(() => bench.Get<KeyLock>().ReleaseAsync(late!, CancellationToken.None));
        Assert.False(bench.Do(() => bench.Get<KeyLock>().StillHoldsAsync(late!, CancellationToken.None)));
        Assert.True(bench.Do(() => bench.Get<KeyLock>().StillHoldsAsync(next!, CancellationToken.None)));
    }

    [Fact]
    public void AFlowWaitsForAnotherMakerAndGoesOnAfterIt()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Number);
        var until = Take(bench).Until;
        var channel = ConnectFlowTests.SignUp(bench, readyAfter: 1);
        bench.Rest(TimeSpan.FromMinutes(9));
        Assert.Equal((CaseState.Authorizing, 0), (bench.Case(on.Id).State, bench.Hub.Rotations));
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.True(bench.World.Now >= until);
        ConnectFlowTests.AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void AKeyThatCameAfterItsMakerLostTheLockIsNotKept()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Number);
        bench.Hub.DuringRotation = async () =>
        {
            bench.Hub.DuringRotation = null;
            bench.World.Time.Advance(TimeSpan.FromMinutes(11));
            await bench.Get<KeyLock>().TakeAsync(Phone, TimeSpan.FromMinutes(2), CancellationToken.None);
        };
        var channel = ConnectFlowTests.SignUp(bench, readyAfter: 1);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(1));
        Assert.Equal(2, bench.Hub.Rotations);
        ConnectFlowTests.AssertOneLiveKey(bench, channel);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 10)]
    [InlineData(9, 70)]
    public void ABudgetLetsAFewGoAtOnceAndTheOthersInTurn(int before, int seconds)
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var budget = new CallBudget(TimeSpan.FromSeconds(10), 3);
        var spent = DateTimeOffset.MinValue;
        for (var call = 0; call < before; call++)
            spent = budget.Spend(spent, now, 1);
        Assert.Equal(now.AddSeconds(seconds), budget.Next(spent, now));
        Assert.Equal(now.AddHours(1), budget.Next(spent, now.AddHours(1)));
    }

    private static (HeldLock? Held, DateTimeOffset Until) Take(ConnectBench bench) =>
        bench.Do(() => bench.Get<KeyLock>().TakeAsync(Phone, TimeSpan.FromMinutes(10), CancellationToken.None));
}
