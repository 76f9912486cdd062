using System.Globalization;
using Gallabox.Core.Numbers;
using Gallabox.Core.TwoStep;
using Xunit;

namespace Gallabox.Core.Tests.TwoStep;

/// <summary>Many numbers, and what goes wrong with some of them.</summary>
public sealed class TwoStepRoundsTests
{
    private const string First = "+919812300001";
    private const string Second = "+919812300002";

    private readonly TwoStepBench bench = new();

    [Fact]
    public void EveryNumberIsReadOnceADayAndAFewAtATime()
    {
        foreach (var account in Enumerable.Range(1, 3))
        {
            bench.Account($"a{account}", $"a{account}@kettle.example");
            foreach (var number in Enumerable.Range(0, account * 30))
                bench.Connect($"a{account}", string.Create(CultureInfo.InvariantCulture, $"+9198123{account}{number:D4}"));
        }

        bench.Account("empty", "nobody@kettle.example");
        bench.Start();
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Equal((180, 180), (bench.Reads.Count, bench.Reads.Distinct().Count()));
        Assert.InRange(bench.MostAtOnce, 2, 8);
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal(360, bench.Reads.Count);
    }

    [Fact]
    public void ANumberThatFailsHoldsUpNoOtherAndIsTriedAgainSoon()
    {
        TwoNumbers();
        var isDown = true;
        bench.OnReading = id =>
        {
            if (isDown && id.EndsWith('1'))
                throw new TransientFailureException("meta:unreachable", "Meta does not answer.");
        };
        bench.Start();
        bench.Rest(TimeSpan.FromMinutes(5));
        Assert.Contains("+91 98123 00002", Assert.Single(bench.Mails).Subject, StringComparison.Ordinal);
        isDown = false;
        bench.Rest(TimeSpan.FromMinutes(6));
        Assert.Contains("+91 98123 00001", bench.Mails[1].Subject, StringComparison.Ordinal);
        bench.Rest(TimeSpan.FromHours(2));
        Assert.Equal((2, 3), (bench.Mails.Count, bench.Reads.Count));
    }

    [Theory]
    [InlineData(FailureKind.Transient, 7)]
    [InlineData(FailureKind.NeedsPerson, 1)]
    public void WhatDoesNotPassIsLeftToThePeriodicLook(FailureKind kind, int tries)
    {
        TwoNumbers();
        bench.OnReading = id =>
        {
            if (id.EndsWith('1'))
                throw kind == FailureKind.Transient ? new TransientFailureException("meta:2", "Not now.") : new NeedsPersonException("meta:200", "No permission.");
        };
        bench.Start();
        bench.Rest(TimeSpan.FromHours(20));
        Assert.Equal(tries, bench.Reads.Count(id => id.EndsWith('1')));
        bench.Rest(TimeSpan.FromHours(6));
        Assert.InRange(bench.Reads.Count(id => id.EndsWith('1')), tries + 1, tries * 2);
        Assert.Single(bench.Mails);
    }

    [Fact]
    public void AMailWhoseAnswerIsLostGoesOutAgainUnderItsIdAndIsCountedOnce()
    {
        TwoNumbers();
        bench.Switch(Second, true);
        bench.OnMail = mail =>
        {
            if (bench.Mails.Count == 1)
                throw new TransientFailureException("sendgrid:unknown-outcome", "The answer was lost.");
        };
        bench.Start();
        bench.Rest(TimeSpan.FromHours(2));
        Assert.Equal((2, 1), (bench.Mails.Count, bench.Mails.DistinctBy(mail => mail.MailId).Count()));
        Assert.Equal(1, bench.Record(First).Times);
    }

    [Fact]
    public void AnAddressThatIsRefusedKeepsNothingFromTheOthers()
    {
        TwoNumbers("gone@kettle.example", "asha@kettle.example");
        bench.Switch(Second, true);
        bench.OnMail = mail =>
        {
            if (mail.To.StartsWith("gone", StringComparison.Ordinal))
                throw new PermanentFailureException("sendgrid:400", "No such address.");
        };
        bench.Start();
        bench.Rest(TimeSpan.FromDays(2));
        Assert.Equal(["gone@kettle.example", "asha@kettle.example"], bench.Mails.Select(mail => mail.To));
        Assert.Equal(1, bench.Record(First).Times);
    }

    [Fact]
    public void WhereThePortfolioIsOursTheCustomerIsNotSentThere()
    {
        TwoNumbers();
        bench.Switch(Second, true);
        bench.Do(() => bench.Get<NumberStore>().ChangeAsync(PhoneNumber.Parse(First), number => number with
        {
            Identities = [number.Identities[0] with { Owner = "us" }],
        }, CancellationToken.None));
        bench.Start();
        bench.Rest(TimeSpan.FromDays(8));
        Assert.Empty(bench.Mails);
        Assert.Equal(2, bench.Record(First).Times);
    }

    /// <summary>Both off from the start.</summary>
    private void TwoNumbers(params string[] addresses)
    {
        bench.Account("kettle", addresses.Length > 0 ? addresses : ["asha@kettle.example"]);
        foreach (var phone in new[] { First, Second })
        {
            bench.Connect("kettle", phone);
            bench.Switch(phone, false);
        }
    }
}
