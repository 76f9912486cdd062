using Gallabox.Core.Migration;
using Xunit;
using static Gallabox.Core.FailureKind;
using static Gallabox.Core.Migration.MigrationCall;

namespace Gallabox.Core.Tests.Migration;

/// <summary>Every documented refusal by its class, row by row (facts 3.6, 3.9, 13).</summary>
public sealed class MigrationRefusalsTests
{
    [Theory]
    [InlineData("1", "Wait 1")]
    [InlineData("2", "Wait 1")]
    [InlineData("131000", "Wait 1")]
    [InlineData("131016", "Wait 1")]
    [InlineData("131031", "Person")]
    [InlineData("131045", "Wait 1")]
    [InlineData("131057", "Wait 5")]
    [InlineData("133000", "DeregisterFirst")]
    [InlineData("133004", "Wait 1")]
    [InlineData("133005", "Person")]
    [InlineData("133006", "CodeFirst")]
    [InlineData("133008", "Wait 720")]
    [InlineData("133009", "Wait 1")]
    [InlineData("133010", "Person")]
    [InlineData("133015", "Wait 5")]
    [InlineData("133016", "Wait 4320")]
    [InlineData("136024", "Wait 10")]
    [InlineData("136025", "WrongCode")]
    [InlineData("already-verified", "Done")]
    [InlineData("2388001", "Red TwoStep")]
    [InlineData("2388012", "Wait 1")]
    [InlineData("2388091", "Restart")]
    [InlineData("2388093", "Restart")]
    [InlineData("2388103:no-webhook", "Red Webhooks")]
    [InlineData("2388103:add-directly", "AddDirectly")]
    [InlineData("2388103:display-name", "Red DisplayName")]
    [InlineData("2388103:source-account", "Red SourceAccount")]
    [InlineData("2388103:credit-line", "Red Payment")]
    [InlineData("2388103:unspecific", "FewTries 30")]
    [InlineData("2388103:different-business", "Red SameBusiness")]
    [InlineData("2388103:destination-account", "Red DestinationAccount")]
    [InlineData("2388103:messaging-for", "Red MessagingFor")]
    [InlineData("2388103", "Person")]
    [InlineData("2494100", "Wait 5")]
    public void ACodeHasOneMeaningOnEveryCallAndWhateverItsKind(string code, string meaning)
    {
        foreach (var call in Enum.GetValues<MigrationCall>())
            foreach (var kind in Enum.GetValues<FailureKind>())
                Assert.Equal(meaning, Words(MigrationRefusals.Of(call, "meta:" + code, kind, "APPROVED")));
    }

    [Theory]
    [InlineData(Register, "PENDING_REVIEW", "Red DisplayName")]
    [InlineData(Register, "DECLINED", "Red DisplayName")]
    [InlineData(Register, "NONE", "Red DisplayName")]
    [InlineData(Register, "APPROVED", "CodeFirst")]
    [InlineData(Register, "AVAILABLE_WITHOUT_REVIEW", "CodeFirst")]
    [InlineData(Register, null, "CodeFirst")]
    [InlineData(Start, "PENDING_REVIEW", "CodeFirst")]
    [InlineData(RequestCode, null, "CodeFirst")]
    public void ACertificateThatCannotBeMadeIsToldApartByTheCallAndTheName(MigrationCall call, string? nameStatus, string meaning) =>
        Assert.Equal(meaning, Words(MigrationRefusals.Of(call, "meta:2388001:certificate", NeedsPerson, nameStatus)));

    [Theory]
    [InlineData("meta:424242", Transient, "Wait 1")]
    [InlineData("meta:http-429", Transient, "Wait 1")]
    [InlineData("meta:unknown-outcome", Transient, "Wait 1")]
    [InlineData("meta:424242", NeedsPerson, "Person")]
    [InlineData("meta:100", Permanent, "Person")]
    [InlineData("meta:2388103:a-tenth-word", NeedsPerson, "Person")]
    [InlineData("registration:budget", Permanent, "Person")]
    public void WhatNoRowKnowsPassesByItsKindOrNeedsAPerson(string code, FailureKind kind, string meaning) =>
        Assert.Equal(meaning, Words(MigrationRefusals.Of(Register, code, kind, null)));

    private static string Words(RefusalMeaning meaning) => meaning switch
    {
        RefusalMeaning.Wait wait => $"Wait {wait.For.TotalMinutes}",
        RefusalMeaning.FewTries tries => $"FewTries {tries.For.TotalMinutes}",
        RefusalMeaning.Red red => $"Red {red.Light}",
        _ => meaning.GetType().Name,
    };
}
