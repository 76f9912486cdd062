using Gallabox.Core.Numbers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Numbers;

public sealed class RegistrationBudgetTests
{
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919812300001");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTableStore tables = new();

    [Fact]
    public async Task NineCallsAreTakenInAMovingWindowWhoeverTakesThem()
    {
        var start = time.GetUtcNow();
        for (var call = 0; call < 9; call++)
        {
            Assert.Null(await TakeAsync());
            time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(start + RegistrationBudget.Window, await TakeAsync());
        Assert.Equal(start + RegistrationBudget.Window, await TakeAsync());
        time.Advance(start + RegistrationBudget.Window - time.GetUtcNow());
        Assert.Null(await TakeAsync());
        Assert.Equal(start + RegistrationBudget.Window + TimeSpan.FromHours(1), await TakeAsync());
    }

    [Fact]
    public async Task ABlockedNumberIsLeftAloneUntilTheBlockEnds()
    {
        var until = time.GetUtcNow().AddHours(72);
        await new RegistrationBudget(tables, time).BlockAsync(phone, until, CancellationToken.None);
        Assert.Equal(until, await TakeAsync());
        time.Advance(TimeSpan.FromHours(72));
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task NumbersDoNotShareTheirCalls()
    {
        for (var call = 0; call < 9; call++)
            await TakeAsync();
        Assert.Null(await new RegistrationBudget(tables, time).TakeAsync(PhoneNumber.Parse("+919812300002"), CancellationToken.None));
    }

    [Fact]
    public async Task CallsTakenAtOnceAreAllCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Task.Run(TakeAsync)));
        Assert.NotNull(await TakeAsync());
    }

    /// <summary>As another flow does: over the same rows.</summary>
    private Task<DateTimeOffset?> TakeAsync() => new RegistrationBudget(tables, time).TakeAsync(phone, CancellationToken.None);
}
