using Xunit;

namespace Gallabox.Core.Tests.TwoStep;

/// <summary>The power goes at every operation in turn: each write, each call and each mail, before and after its effect.</summary>
public sealed class TwoStepCrashTests
{
    private const string Phone = "+919812300001";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheWatchSurvivesACrashAtAnyOperation(bool afterItsEffect)
    {
        var smooth = Run(0, afterItsEffect);
        Assert.InRange(smooth, 20, 200);
        for (var operation = 1; operation <= smooth; operation++)
            Run(operation, afterItsEffect);
    }

    /// <summary>It goes off, is reminded of, and is on again.</summary>
    private static int Run(int crashAt, bool afterItsEffect)
    {
        var bench = new TwoStepBench();
        bench.Account("kettle", "asha@kettle.example", "ravi@kettle.example");
        bench.Connect("kettle", Phone);
        bench.Start();
        bench.Rest(TimeSpan.FromHours(1));
        var before = bench.Power.Used;
        if (crashAt > 0)
            bench.Power.CutAt(crashAt, afterItsEffect);
        bench.Switch(Phone, false);
        bench.Tell(Phone, "PIN_RESET_REQUEST");
        bench.Tell(Phone, "PIN_REQUEST_SUCCESS");
        bench.Rest(TimeSpan.FromDays(9));
        bench.Switch(Phone, true);
        bench.Tell(Phone, "PIN_CHANGED");
        bench.Rest(TimeSpan.FromHours(2));
        var used = bench.Power.Used - before;
        var told = bench.Mails.Select(mail => mail.MailId).Distinct().Count();
        Assert.True(told == 4, $"operation {crashAt}: {told} mails instead of two, each to two readers");
        // A mail that was handed over right before the crash goes out again: the service knows no idempotency key (facts 7.2).
        var doubled = bench.Mails.Count - told;
        Assert.True(doubled <= (crashAt == 0 ? 0 : 1), $"operation {crashAt}: {doubled} mails went out twice");
        Assert.True(bench.Number(Phone) is { TwoStep: true, TwoStepOffSince: null }, $"operation {crashAt}: the number is {bench.Number(Phone)}");
        Assert.True(bench.Record(Phone) is { OffSince: null, OnAgainAt: not null }, $"operation {crashAt}: {bench.Record(Phone)}");
        return used;
    }
}
