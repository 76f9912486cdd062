using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Xunit;
using static Gallabox.Core.Tests.Migration.MigrationSample;

namespace Gallabox.Core.Tests.Migration;

public sealed class CodeBudgetTests
{
    private static readonly MigrationOptions rules = new();

    [Fact]
    public void TheFirstCodeGoesOutAtOnceTheWayTheFormSays()
    {
        Assert.Equal((Now, CodeMethod.Sms), CodeBudget.Next(Facts, rules, Now));
        Assert.Equal((Now, CodeMethod.Voice), CodeBudget.Next(Facts with { Reader = Facts.Reader with { Method = CodeMethod.Voice } }, rules, Now));
    }

    [Fact]
    public void NoOtherCodeGoesOutUnlessItIsWanted() => Assert.Null(CodeBudget.Next(Facts with { Codes = [Asked(-60)] }, rules, Now).At);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(-30, 30)]
    [InlineData(-60, 0)]
    [InlineData(-600, 0)]
    public void AnotherOneGoesOutWhenTheLastIsOldEnough(int lastSecond, int dueInSeconds) => Assert.Equal(
        (Now.AddSeconds(dueInSeconds), CodeMethod.Voice),
        CodeBudget.Next(Facts with { Codes = [Asked(lastSecond)], CodeWanted = CodeMethod.Voice }, rules, Now));

    [Fact]
    public void TheDayHoldsSoManyAndNoMore()
    {
        var wants = Facts with { CodeWanted = CodeMethod.Sms, Codes = [.. Enumerable.Range(1, 5).Select(no => Asked(-3600 * (6 - no)))] };
        Assert.Equal(Now.AddHours(19), CodeBudget.Next(wants, rules, Now).At);
        Assert.Equal(Now.AddHours(20), CodeBudget.Next(wants, rules, Now.AddHours(20)).At);
        Assert.Equal(Now, CodeBudget.Next(wants with { Codes = [.. wants.Codes.Skip(1)] }, rules, Now).At);
    }

    [Fact]
    public void WhatMetaOrTooManyTriesForbidIsWaitedFor()
    {
        Assert.Equal(Now.AddHours(3), CodeBudget.Next(Facts with { NoCodeBefore = Now.AddHours(3) }, rules, Now).At);
        Assert.Equal(Now.AddHours(12), CodeBudget.Next(Facts with { CodeTries = Tries(5) }, rules, Now).At);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(5, 12.0)]
    [InlineData(7, 12.0)]
    public void TooManyTriesBlock(int tries, double? hours) =>
        Assert.Equal(hours is { } until ? Now.AddHours(until) : null, CodeBudget.Blocked(Facts with { CodeTries = Tries(tries) }, rules, Now));

    [Fact]
    public void ABlockEnds() => Assert.Null(CodeBudget.Blocked(Facts with { CodeTries = Tries(5) }, rules, Now.AddHours(12)));

    private static AskedCode Asked(int second) => new(Now.AddSeconds(second), CodeMethod.Sms, "sent");

    private static List<DateTimeOffset> Tries(int count) => [.. Enumerable.Repeat(Now, count)];
}
