using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Tests.Support.Powered;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The power goes at every operation in turn: each write, each secret, each call and each mail, before and after its effect.</summary>
public sealed class MigrationCrashTests
{
    private static readonly TransientFailureException Maintenance = new("meta:131057", "meta: the account is in maintenance.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMigrationSurvivesACrashAtAnyOperation(bool afterItsEffect)
    {
        var smooth = Run(0, afterItsEffect);
        Assert.InRange(smooth, 50, 300);
        for (var operation = 1; operation <= smooth; operation++)
            Run(operation, afterItsEffect);
    }

    private static int Run(int crashAt, bool afterItsEffect)
    {
        var bench = new MigrationBench(("Migration:RemindEvery", "00:30:00")) { Meta = { TwoStepAtSource = true } };
        bench.Meta.Refuse("register", Maintenance);
        bench.Meta.LoseAnswer("register");
        var on = bench.Open();
        var before = bench.Power.Used;
        if (crashAt > 0)
            bench.Power.CutAt(crashAt, afterItsEffect);
        bench.World.In(TimeSpan.FromMinutes(35), () => bench.Meta.TwoStepAtSource = false);
        var owner = new NumbersOwner(bench, on);
        owner.Start();
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(8));
        var used = bench.Power.Used - before;
        bench.Rest(TimeSpan.FromHours(1));

        Check(crashAt, "register calls that took effect", bench.Meta.Effects("register"), 1);
        Check(crashAt, "codes that nobody asked for", bench.Meta.Effects("request_code") - 1 - owner.Resent, 0, crashAt == 0 ? 0 : -1);
        var doubled = bench.Mails.GroupBy(mail => mail.MailId).Sum(mails => mails.Count() - 1);
        Check(crashAt, "mails that went out twice", doubled, crashAt == 0 ? 0 : 1, 0);
        Check(crashAt, "mails about the end", bench.Mails.DistinctBy(mail => mail.MailId).Count(mail => mail.MailId.Contains(".migrated.", StringComparison.Ordinal)), 1);
        var number = bench.Number(MigrationBench.Phone)!;
        Assert.Equal((NumberState.Connected, true, bench.Pin), (number.State, number.TwoStep, bench.Meta.Nodes.Values.Single().Pin));
        Assert.DoesNotContain(bench.Secrets.Kept.Keys, key => key.StartsWith("code-", StringComparison.Ordinal));
        bench.AssertNothingLeaked();
        return used;
    }

    private static void Check(int crashAt, string what, int actual, int most, int? least = null) =>
        Assert.True(actual >= (least ?? most) && actual <= most, $"operation {crashAt}: {actual} {what}");

    /// <summary>Enters two wrong codes and then the right one; asks for another where none has come for an hour.</summary>
    private sealed class NumbersOwner(MigrationBench bench, string on)
    {
        private int wrong;
        private int idle;

        public int Resent { get; private set; }

        public void Start() => bench.Deliver(TimeSpan.FromMinutes(5), LookAsync);

        private async Task LookAsync()
        {
            bench.Power.Check();
            if (bench.File(on) is { Case.WaitsFor.What: "code", Facts: { VerifiedAt: null, CodeEntered: null } })
                await ActAsync();
            if (bench.File(on).Case.Open)
                Start();
        }

        private async Task ActAsync()
        {
            if (bench.Meta.Codes.Count == 0)
            {
                if (++idle % 12 != 0)
                    return;
                await bench.Get<MigrationActs>().ActAsync(on, new ActRequest("resend", Actor.Customer, "customer:a"), CancellationToken.None);
                Resent++;
                return;
            }

            var code = wrong < 2 ? $"00000{wrong}" : bench.Meta.Codes[^1];
            if (await bench.Get<MigrationActs>().EnterCodeAsync(on, "customer:a", code, CancellationToken.None) is ActResult.Accepted)
                wrong++;
        }
    }
}
