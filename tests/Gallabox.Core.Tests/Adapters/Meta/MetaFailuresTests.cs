using System.Text;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Adapters.Outgoing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Meta;

/// <summary>The table of Meta's errors, row by row (facts 3, 3.6, 3.9, 3.15).</summary>
public sealed class MetaFailuresTests
{
    [Theory]
    [InlineData(1, FailureKind.Transient, 0)]
    [InlineData(2, FailureKind.Transient, 0)]
    [InlineData(3, FailureKind.NeedsPerson, 0)]
    [InlineData(4, FailureKind.Transient, 300)]
    [InlineData(10, FailureKind.NeedsPerson, 0)]
    [InlineData(33, FailureKind.Permanent, 0)]
    [InlineData(100, FailureKind.Permanent, 0)]
    [InlineData(104, FailureKind.NeedsPerson, 0)]
    [InlineData(190, FailureKind.NeedsPerson, 0)]
    [InlineData(200, FailureKind.NeedsPerson, 0)]
    [InlineData(299, FailureKind.NeedsPerson, 0)]
    [InlineData(300, FailureKind.NeedsPerson, 0)]
    [InlineData(368, FailureKind.NeedsPerson, 0)]
    [InlineData(2200, FailureKind.NeedsPerson, 0)]
    [InlineData(80007, FailureKind.Transient, 300)]
    [InlineData(130429, FailureKind.Transient, 1)]
    [InlineData(130497, FailureKind.Permanent, 0)]
    [InlineData(131000, FailureKind.Transient, 0)]
    [InlineData(131016, FailureKind.Transient, 0)]
    [InlineData(131026, FailureKind.Permanent, 0)]
    [InlineData(131031, FailureKind.NeedsPerson, 0)]
    [InlineData(131042, FailureKind.NeedsPerson, 0)]
    [InlineData(131045, FailureKind.Permanent, 0)]
    [InlineData(131047, FailureKind.Permanent, 0)]
    [InlineData(131048, FailureKind.NeedsPerson, 0)]
    [InlineData(131049, FailureKind.Permanent, 0)]
    [InlineData(131050, FailureKind.Permanent, 0)]
    [InlineData(131056, FailureKind.Transient, 6)]
    [InlineData(131057, FailureKind.Transient, 60)]
    [InlineData(131062, FailureKind.Permanent, 0)]
    [InlineData(133000, FailureKind.Permanent, 0)]
    [InlineData(133004, FailureKind.Transient, 0)]
    [InlineData(133005, FailureKind.NeedsPerson, 0)]
    [InlineData(133006, FailureKind.Permanent, 0)]
    [InlineData(133008, FailureKind.NeedsPerson, 0)]
    [InlineData(133009, FailureKind.NeedsPerson, 0)]
    [InlineData(133010, FailureKind.Permanent, 0)]
    [InlineData(133015, FailureKind.Transient, 300)]
    [InlineData(133016, FailureKind.NeedsPerson, 0)]
    [InlineData(136024, FailureKind.NeedsPerson, 0)]
    [InlineData(136025, FailureKind.NeedsPerson, 0)]
    [InlineData(200000, FailureKind.NeedsPerson, 0)]
    [InlineData(2388001, FailureKind.NeedsPerson, 0)]
    [InlineData(2388012, FailureKind.Permanent, 0)]
    [InlineData(2388091, FailureKind.Permanent, 0)]
    [InlineData(2388093, FailureKind.Permanent, 0)]
    [InlineData(2494100, FailureKind.Transient, 60)]
    [InlineData(424242, FailureKind.NeedsPerson, 0)]
    public void ACodeHasItsKind(int code, FailureKind kind, int seconds)
    {
        var failure = Judge(400, GraphJson.Error(code, "in Meta's words").ToJsonString());
        Assert.Equal(($"meta:{code}", kind), (failure!.Code, failure.Kind));
        Assert.Equal(seconds == 0 ? null : TimeSpan.FromSeconds(seconds), (failure as TransientFailureException)?.RetryAfter);
    }

    [Theory]
    [InlineData(2388001)]
    [InlineData(2388012)]
    [InlineData(2388091)]
    [InlineData(2494100)]
    [InlineData(133016)]
    public void ACodeUnder100IsFoundInTheSubcode(int subcode) =>
        Assert.Equal($"meta:{subcode}", Judge(400, GraphJson.Error(100, "Invalid parameter", subcode).ToJsonString())!.Code);

    [Fact]
    public void AKnownCodeWinsOverItsSubcode() =>
        Assert.Equal("meta:133005", Judge(400, GraphJson.Error(133005, "PIN mismatch", 2388001).ToJsonString())!.Code);

    [Fact]
    public void ACodeIsFoundInTheTextWhereTheFieldIsMissing() =>
        Assert.Equal("meta:133010", Judge(400, """{"error":{"message":"(#133010) Account not registered"}}""")!.Code);

    [Fact]
    public void AMissingNodeIsToldApartFromABadParameter()
    {
        var failure = Judge(400, GraphJson.Error(100, "Unsupported get request", 33).ToJsonString())!;
        Assert.Equal("meta:100:33", failure.Code);
        Assert.True(MetaFailures.IsMissing(failure));
        Assert.True(MetaFailures.IsMissing(Judge(400, GraphJson.Error(33, "deleted").ToJsonString())!));
        Assert.False(MetaFailures.IsMissing(Judge(400, GraphJson.Error(100, "bad field").ToJsonString())!));
    }

    [Theory]
    [InlineData("The destination WABA has no webhook subscription", "no-webhook", FailureKind.NeedsPerson)]
    [InlineData("No apps are subscribed to the destination account", "no-webhook", FailureKind.NeedsPerson)]
    [InlineData("This phone number can be added directly", "add-directly", FailureKind.Permanent)]
    [InlineData("Migration is not required for this number", "add-directly", FailureKind.Permanent)]
    [InlineData("The display name is not approved, or a change is pending", "display-name", FailureKind.NeedsPerson)]
    [InlineData("The source WABA is not approved", "source-account", FailureKind.NeedsPerson)]
    [InlineData("The source account's on-behalf-of relation is broken", "source-account", FailureKind.NeedsPerson)]
    [InlineData("Share a credit line with the destination and try again", "credit-line", FailureKind.NeedsPerson)]
    [InlineData("The destination has no payment account", "credit-line", FailureKind.NeedsPerson)]
    [InlineData("An unknown error occurred, please try again later", "unspecific", FailureKind.Transient)]
    [InlineData("Source and destination belong to different businesses", "different-business", FailureKind.NeedsPerson)]
    [InlineData("Both accounts must represent the same business", "different-business", FailureKind.NeedsPerson)]
    [InlineData("The destination WABA is not approved", "destination-account", FailureKind.NeedsPerson)]
    [InlineData("The destination's business is not verified", "destination-account", FailureKind.NeedsPerson)]
    [InlineData("The \"Messaging For\" request has not been accepted", "messaging-for", FailureKind.NeedsPerson)]
    public void TheNineMeaningsOf2388103AreToldApartByKeywords(string text, string word, FailureKind kind)
    {
        foreach (var error in new[] { GraphJson.Error(2388103, text), GraphJson.Error(100, "Invalid parameter", 2388103, text) })
        {
            var failure = Judge(400, error.ToJsonString())!;
            Assert.Equal(($"meta:2388103:{word}", kind), (failure.Code, failure.Kind));
            Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AWordingThatNobodyKnowsNeedsAPerson()
    {
        var failure = Judge(400, GraphJson.Error(100, "Invalid parameter", 2388103, "Die Nummer kann nicht umziehen").ToJsonString())!;
        Assert.Equal(("meta:2388103", FailureKind.NeedsPerson), (failure.Code, failure.Kind));
        Assert.Contains("Die Nummer kann nicht umziehen", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone_numbers", "Two-step verification is enabled", "meta:2388001")]
    [InlineData("phone_numbers", "Turn off two-step verification to confirm ownership", "meta:2388001")]
    [InlineData("phone_numbers", "", "meta:2388001")]
    [InlineData("phone_numbers", "Cannot create certificate", "meta:2388001:certificate")]
    [InlineData("register", "in whatever words", "meta:2388001:certificate")]
    public void TwoStepVerificationIsToldApartFromAMissingCertificate(string call, string details, string code) =>
        Assert.Equal(code, Judge(400, GraphJson.Error(100, "Invalid parameter", 2388001, details).ToJsonString(), call)!.Code);

    [Theory]
    [InlineData(136024, "You have already verified ownership of this number", "meta:already-verified")]
    [InlineData(136025, "Ownership has already been verified", "meta:already-verified")]
    [InlineData(136025, "The code is wrong", "meta:136025")]
    public void AVerifiedNumberIsToldApartFromAWrongCode(int code, string details, string expected) =>
        Assert.Equal(expected, Judge(400, GraphJson.Error(code, "error", details: details).ToJsonString())!.Code);

    [Fact]
    public void AnUnknownErrorThatMetaCallsTransientIsTransient() =>
        Assert.Equal(FailureKind.Transient, Judge(400, GraphJson.Error(777, "busy", transient: true).ToJsonString())!.Kind);

    [Theory]
    [InlineData(200, """{"success":false}""")]
    [InlineData(200, "")]
    [InlineData(200, "<html>maintenance</html>")]
    [InlineData(200, """{"success":tr""")]
    [InlineData(200, "\"true\"")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(500, "")]
    [InlineData(408, "")]
    public void AnAnswerThatSaysNothingHasAnUnknownOutcome(int status, string body)
    {
        var failure = Judge(status, body);
        Assert.IsType<TransientFailureException>(failure);
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Theory]
    [InlineData(404, "meta:http-404", FailureKind.NeedsPerson)]
    [InlineData(302, "meta:http-302", FailureKind.NeedsPerson)]
    [InlineData(429, "meta:http-429", FailureKind.Transient)]
    public void AStatusWithoutMetasOwnErrorHasItsKind(int status, string code, FailureKind kind)
    {
        var failure = Judge(status, "<html>")!;
        Assert.Equal((code, kind), (failure.Code, failure.Kind));
    }

    [Fact]
    public void AnErrorUnderAGoodStatusIsAnError() => Assert.Equal("meta:133010", Judge(200, GraphJson.Error(133010, "no").ToJsonString())!.Code);

    [Fact]
    public void AGoodAnswerIsNoFailure()
    {
        Assert.Null(Judge(200, """{"success":true}"""));
        Assert.Null(Judge(200, "\uFEFF{\"id\":\"1\",\"id\":\"2\"}"));
    }

    [Fact]
    public void TheTraceIsKeptAndTheTitleIsNot()
    {
        var message = Judge(400, GraphJson.Error(133005, "PIN mismatch", details: "try again\nlater").ToJsonString())!.Message;
        Assert.Contains("AbC123", message, StringComparison.Ordinal);
        Assert.Contains("try again later", message, StringComparison.Ordinal);
        Assert.DoesNotContain("title", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Please try again in 5 hours.", 300)]
    [InlineData("Try again after 45 minutes", 45)]
    [InlineData("You have to wait another 1 hour and 20 minutes before the next guess", 80)]
    [InlineData("Wait 2h 5m.", 125)]
    [InlineData("5 wrong guesses in 10 minutes. Wait for 12 hours.", 720)]
    [InlineData("", null)]
    [InlineData("Too many guesses in 1 hour", null)]
    [InlineData("Try again after 2026-03-14 10:00:00 UTC.", null)]
    [InlineData("Wait 30 minutes, or retry in 5 hours", null)]
    [InlineData("Try again in 500 hours", null)]
    [InlineData("Wait 0 minutes", null)]
    [InlineData("Wait 2 seconds before you try again.", null)]
    [InlineData("Versuchen Sie es in 5 Stunden noch einmal", null)]
    public void HowLongAPinIsBlockedIsReadWhereItIsSaidForSure(string details, int? minutes)
    {
        foreach (var error in new[] { GraphJson.Error(133008, "Too many PIN guesses", details: details), GraphJson.Error(133008, details) })
            Assert.Equal(minutes, Assert.IsType<NeedsPersonException>(Judge(400, error.ToJsonString())).BlockedFor?.TotalMinutes);
        Assert.Null(Assert.IsType<NeedsPersonException>(Judge(400, GraphJson.Error(133016, details).ToJsonString())).BlockedFor);
    }

    [Fact]
    public void WhatIsSecretIsNotRepeatedAfterMeta()
    {
        var failure = MetaFailures.Judge(
            Answer(400, GraphJson.Error(100, "Param pin 271828 is bad for token-x").ToJsonString()), "register", "271828", "token-x", null, "")!;
        Assert.DoesNotContain("271828", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-x", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALongTextIsCut() => Assert.InRange(Judge(400, GraphJson.Error(1, new string('x', 5000)).ToJsonString())!.Message.Length, 500, 700);

    [Fact]
    public void WhatTheOtherSideAskedUsToWaitWinsOverTheTable()
    {
        var answer = Answer(400, GraphJson.Error(4, "limit").ToJsonString()) with { RetryAfter = TimeSpan.FromSeconds(42) };
        Assert.Equal(TimeSpan.FromSeconds(42), Assert.IsType<TransientFailureException>(MetaFailures.Judge(answer, "")).RetryAfter);
    }

    private static FailureException? Judge(int status, string body, string call = "") => MetaFailures.Judge(Answer(status, body), call);

    private static ForeignAnswer Answer(int status, string body) => new(status, ForeignJson.Parse(Encoding.UTF8.GetBytes(body)), null);
}
