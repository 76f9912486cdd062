using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>From the form to a number that works here, with what may go wrong on the way.</summary>
public sealed class MigrationJourneyTests
{
    private const string Phone = MigrationBench.Phone;
    private static readonly TransientFailureException Maintenance = new("meta:131057", "meta: the account is in maintenance.");

    [Fact]
    public void ANumberMovesThroughEverythingThatMayGoWrong()
    {
        var bench = new MigrationBench { Meta = { TwoStepAtSource = true } };
        bench.Meta.Refuse("register", Maintenance);
        bench.Meta.LoseAnswer("register");
        bench.Meta.Templates["6200"] = [new MetaTemplate("t1", "order_sent", "en", "UTILITY", "APPROVED", "GREEN")];
        var on = bench.Open(form => form with { SourceWabaId = "6200", CodeReader = "The shop", CodeReaderEmail = "shop@kettle.example" });
        bench.RunUntil(on, CaseState.AwaitingTwoStepOff);
        bench.Rest(TimeSpan.FromDays(3).Add(TimeSpan.FromMinutes(1)));
        Assert.Equal(2, bench.MailsAbout("two-step-off-"));
        bench.Meta.TwoStepAtSource = false;
        bench.Act(on, "check");
        bench.Until(on, file => file.Case.WaitsFor?.What == "code", TimeSpan.FromMinutes(1));
        Wrong(bench, on, "000000");
        Wrong(bench, on, "111-111");
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(2));

        Assert.Equal((2, 1), (bench.Meta.Made("register"), bench.Meta.Effects("register")));
        var node = Assert.Single(bench.Meta.Nodes.Values);
        Assert.Equal((bench.Pin, true), (node.Pin, node.Show(bench.World.Now).IsPinEnabled));
        var number = bench.Number(Phone)!;
        Assert.Equal(("kettle", NumberState.Connected, ProviderNames.Meta, true), (number.AccountId, number.State, number.Provider, number.TwoStep));
        Assert.Equal((node.Id, FakeMeta.Owner), (number.At(ProviderNames.Meta)!.Id("phoneNumberId"), number.At(ProviderNames.Meta)!.Id("portfolioId")));
        Assert.Equal("6200", number.Identities[0].Id("wabaId"));
        Assert.Single(bench.Meta.Codes);
        Assert.All(bench.Mails.GroupBy(mail => mail.MailId), same => Assert.Single(same));
        Assert.Equal((2, 1), (bench.MailsAbout("code-sent-"), bench.MailsAbout("migrated.")));
        Assert.Contains(bench.Mails, mail => mail.Text.Contains("1 of 1 approved", StringComparison.Ordinal));
        Assert.Contains("/webhooks/meta", node.Override, StringComparison.Ordinal);
        bench.AssertNothingLeaked();
        Assert.DoesNotContain(bench.Secrets.Kept.Keys, key => key.StartsWith("code-", StringComparison.Ordinal));
    }

    [Fact]
    public void ThePinIsShownOnce()
    {
        var bench = new MigrationBench();
        var on = Completed(bench);
        Assert.Equal(bench.Pin, bench.Do(() => bench.Get<PinHandOver>().TakeAsync(on, "customer:a", CancellationToken.None)));
        Assert.Null(bench.Do(() => bench.Get<PinHandOver>().TakeAsync(on, "customer:a", CancellationToken.None)));
    }

    [Fact]
    public void ACancelledMigrationLeavesTheSourceAndTheSubscriptionsAsTheyWere()
    {
        foreach (var wasSubscribed in new[] { false, true })
        {
            var bench = new MigrationBench();
            if (wasSubscribed)
                bench.Meta.Subscribed.Add(FakeMeta.Waba);
            var on = bench.OpenToCode();
            Assert.Contains(FakeMeta.Waba, bench.Meta.Subscribed);
            bench.Act(on, "cancel");
            bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
            Assert.Equal((true, wasSubscribed), (bench.Meta.SourceWorks, bench.Meta.Subscribed.Contains(FakeMeta.Waba)));
            Assert.Equal((0, null, null), (bench.Meta.Made("register"), bench.Number(Phone), bench.Pin));
            Assert.Equal(1, bench.MailsAbout("cancelled."));
            Assert.IsType<MigrationOpening.Opened>(bench.Fill(new() { Phone = Phone, SourceProvider = "Old", DestinationWabaId = FakeMeta.Waba }, "n-2"));
        }
    }

    [Fact]
    public void ACancellationWorksWhileTheNewAccountHasShutUsOut()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Meta.Accounts.Clear();
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void ACancellationDuringTheCallToRegisterIsRefused()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        ActResult? late = null;
        bench.Meta.BeforeRegister = async () => late = await bench.Get<MigrationActs>().ActAsync(on, new("cancel", Actor.Customer, "customer:a"), CancellationToken.None);
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
        Assert.IsType<ActResult.NotAllowed>(late);
    }

    [Fact]
    public void ACancellationAtTheLastMomentWinsOrIsRefusedAndNeverHalf()
    {
        var ends = new HashSet<CaseState>();
        for (var at = 0; at < 25; at++)
        {
            var bench = new MigrationBench();
            var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
            bench.Prove(on);
            bench.Until(on, file => file.Case.WaitsFor?.What == "cut_over");
            ActResult? cancelled = null;
            bench.Power.On(bench.Power.Used + at + 1, () => _ = CancelAsync());
            bench.Until(on, file => !file.Case.Open, TimeSpan.FromDays(3));
            Assert.Equal(cancelled is ActResult.Accepted ? (CaseState.Cancelled, true, 0) : (CaseState.Completed, false, 1),
                (bench.StateOf(on)!.Value, bench.Meta.SourceWorks, bench.Meta.Effects("register")));

            ends.Add(bench.StateOf(on)!.Value);

            async Task CancelAsync() => cancelled = await bench.Get<MigrationActs>().ActAsync(on, new("cancel", Actor.Customer, "customer:a"), CancellationToken.None);
        }

        Assert.Equal(2, ends.Count);
    }

    [Fact]
    public void NudgesThatComeAtAnyTimeChangeNothing()
    {
        var bench = new MigrationBench { Meta = { TwoStepAtSource = true } };
        bench.Meta.Refuse("register", Maintenance);
        bench.Meta.LoseAnswer("register");
        var on = bench.Open();
        for (var no = 0; no < 400; no++)
            bench.Deliver(TimeSpan.FromSeconds(7 * no), () => bench.Flows.RaiseAsync(on, CaseSteps.Nudge, CancellationToken.None));
        bench.Rest(TimeSpan.FromMinutes(15));
        Assert.Equal((2, CaseState.AwaitingTwoStepOff), (bench.Meta.Made("start"), bench.StateOf(on)!.Value));
        bench.Meta.TwoStepAtSource = false;
        bench.Until(on, _ => bench.Meta.Codes.Count > 0);
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(30));
        var calls = bench.Meta.Calls.Where(call => call.Name == "register").Select(call => call.At).ToList();
        Assert.Equal((2, 1, 1), (calls.Count, bench.Meta.Effects("register"), bench.Meta.Codes.Count));
        Assert.True(calls[1] - calls[0] >= TimeSpan.FromMinutes(5));
        Assert.All(bench.Mails.GroupBy(mail => mail.MailId), same => Assert.Single(same));
        Assert.InRange(bench.Flows.All.Single().LongestHistory, 3, 12);
    }

    internal static string Completed(MigrationBench bench, Func<MigrationForm, MigrationForm>? with = null)
    {
        var on = bench.OpenToCode(with);
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromDays(2));
        return on;
    }

    internal static void Wrong(MigrationBench bench, string on, string code)
    {
        Assert.IsType<ActResult.Accepted>(bench.Enter(on, code));
        bench.Until(on, file => file.Facts.CodeEntered is null, TimeSpan.FromMinutes(1));
        Assert.NotNull(bench.File(on).Facts.CodeProblem);
    }
}
