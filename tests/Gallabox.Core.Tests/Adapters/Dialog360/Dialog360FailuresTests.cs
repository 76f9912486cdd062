using System.Text;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Tests.Adapters.Meta;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Dialog360;

/// <summary>The table of 360dialog's answers, row by row (facts 6.1, 6.3; rows 33 and 34 of facts 11).</summary>
public sealed class Dialog360FailuresTests
{
    [Theory]
    [InlineData(400, nameof(Dialog360Call.Plain), "dialog360:400", FailureKind.Permanent)]
    [InlineData(413, nameof(Dialog360Call.Plain), "dialog360:413", FailureKind.Permanent)]
    [InlineData(422, nameof(Dialog360Call.Plain), "dialog360:422", FailureKind.Permanent)]
    [InlineData(401, nameof(Dialog360Call.Plain), "dialog360:401", FailureKind.NeedsPerson)]
    [InlineData(403, nameof(Dialog360Call.Plain), "dialog360:403", FailureKind.NeedsPerson)]
    [InlineData(403, nameof(Dialog360Call.Cancellation), "dialog360:client-must-cancel", FailureKind.NeedsPerson)]
    [InlineData(403, nameof(Dialog360Call.ApiKey), "dialog360:no-permission", FailureKind.NeedsPerson)]
    [InlineData(404, nameof(Dialog360Call.Plain), "dialog360:404", FailureKind.NeedsPerson)]
    [InlineData(404, nameof(Dialog360Call.Cancellation), "dialog360:404", FailureKind.NeedsPerson)]
    [InlineData(409, nameof(Dialog360Call.ApiKey), "dialog360:409", FailureKind.Transient)]
    [InlineData(412, nameof(Dialog360Call.Plain), "dialog360:412", FailureKind.Transient)]
    [InlineData(418, nameof(Dialog360Call.Plain), "dialog360:418", FailureKind.NeedsPerson)]
    [InlineData(429, nameof(Dialog360Call.Plain), "dialog360:429", FailureKind.Transient)]
    [InlineData(500, nameof(Dialog360Call.Plain), "dialog360:unknown-outcome", FailureKind.Transient)]
    [InlineData(503, nameof(Dialog360Call.Message), "dialog360:503", FailureKind.Transient)]
    public void AStatusHasItsKind(int status, string call, string code, FailureKind kind)
    {
        var failure = Judge(status, HubJson.Error(status, "in their words"), Enum.Parse<Dialog360Call>(call))!;
        Assert.Equal((code, kind), (failure.Code, failure.Kind));
        if (code != "dialog360:unknown-outcome")
            Assert.Contains("in their words", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageOfAMissingPathDoesNotMeanThatTheChannelIsGone()
    {
        var failure = Judge(404, "<html><h1>Not Found</h1></html>", Dialog360Call.Cancellation)!;
        Assert.Equal(("dialog360:404", FailureKind.NeedsPerson), (failure.Code, failure.Kind));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>")]
    [InlineData(201, "{")]
    [InlineData(200, """{"success":false}""")]
    [InlineData(200, """{"meta":{"success":false,"http_code":500}}""")]
    [InlineData(502, "<html>")]
    [InlineData(503, "<html>")]
    [InlineData(408, "")]
    public void AnAnswerThatSaysNothingHasAnUnknownOutcome(int status, string body) =>
        Assert.Equal("dialog360:unknown-outcome", Assert.IsType<TransientFailureException>(Judge(status, body)).Code);

    [Fact]
    public void AMessageRefusedByMetaCarriesMetasCode() =>
        Assert.Equal("meta:131047", Judge(400, GraphJson.Error(131047, "window").ToJsonString(), Dialog360Call.Message)!.Code);

    [Fact]
    public void HowLongToWaitIsKept()
    {
        var answer = Answer(429, "") with { RetryAfter = TimeSpan.FromSeconds(30) };
        var failure = Dialog360Failures.Judge(answer, Dialog360Call.Plain);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<TransientFailureException>(failure).RetryAfter);
    }

    private static FailureException? Judge(int status, string body, object? call = null) =>
        Dialog360Failures.Judge(Answer(status, body), (Dialog360Call)(call ?? Dialog360Call.Plain));

    private static ForeignAnswer Answer(int status, string body) => new(status, ForeignJson.Parse(Encoding.UTF8.GetBytes(body)), null);
}
