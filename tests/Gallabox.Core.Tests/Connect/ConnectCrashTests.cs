using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

/// <summary>The power goes at every operation in turn: each write, each secret, each call and each mail, before and after its effect.</summary>
public sealed class ConnectCrashTests
{
    private const string Phone = "+919812300001";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AConnectionSurvivesACrashAtAnyOperation(bool afterItsEffect)
    {
        var smooth = Run(0, afterItsEffect);
        Assert.InRange(smooth, 20, 200);
        for (var operation = 1; operation <= smooth; operation++)
            Run(operation, afterItsEffect);
    }

    private static int Run(int crashAt, bool afterItsEffect)
    {
        var bench = new ConnectBench { AtMeta = phone => new MetaNumber("8812", phone, "CONNECTED") { NameStatus = "APPROVED" } };
        var account = bench.Account("kettle", "asha@kettle.example");
        var on = bench.Open(account, Phone);
        var before = bench.Power.Used;
        if (crashAt > 0)
            bench.Power.CutAt(crashAt, afterItsEffect);
        var channel = ConnectFlowTests.SignUp(bench, readyAfter: 60);
        foreach (var name in new[] { "channel_created", "channel_ready" })
            bench.Event(TimeSpan.FromSeconds(name == "channel_created" ? 1 : 61), name, channel);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(2));
        var used = bench.Power.Used - before;
        Assert.True(bench.Secret(Phone)!.Contains($"\"key\":\"{channel.Key}\"", StringComparison.Ordinal), $"operation {crashAt}: the kept key is dead");
        Assert.True(bench.Number(Phone)!.Identities.Count == 2, $"operation {crashAt}: {bench.Number(Phone)!.Identities.Count} identities");
        Assert.True(bench.Hub.Rotations <= (crashAt == 0 ? 1 : 2), $"operation {crashAt}: {bench.Hub.Rotations} rotations");
        // A mail that was handed over right before the crash goes out again: the service knows no idempotency key (facts 7.2).
        var doubled = bench.Mails.GroupBy(mail => mail.MailId).Count(mails => mails.Count() > 1);
        Assert.True(doubled <= (crashAt == 0 ? 0 : 1), $"operation {crashAt}: {doubled} mails went out twice");
        return used;
    }
}
