using System.Collections.Immutable;
using Gallabox.Functions.Start;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Moq;
using Xunit;

namespace Gallabox.Functions.Tests.Queue;

public sealed class QueueTriggerTests
{
    [Fact]
    public void EachQueueHasItsTriggerAndOneForItsDeadLetters()
    {
        Assert.Equal(["DeadLettersFromServiceBus", "WorkFromServiceBus"], Declared.With<ServiceBusTriggerAttribute>().Select(function => function.Name).Order());
        Assert.Equal(["DeadLettersFromStorage", "WorkFromStorage"], Declared.With<QueueTriggerAttribute>().Select(function => function.Name).Order());
    }

    [Fact]
    public void WorkComesFromServiceBusInBatchesOfASession()
    {
        var trigger = Declared.With<ServiceBusTriggerAttribute>().Single(function => function.Name == "WorkFromServiceBus").Trigger;
        Assert.True(trigger is { IsBatched: true, IsSessionsEnabled: true, AutoCompleteMessages: false });
    }

    [Theory]
    [InlineData(QueueKind.ServiceBus, "CaseList DeadLettersFromServiceBus WorkFromServiceBus")]
    [InlineData(QueueKind.Storage, "CaseList DeadLettersFromStorage WorkFromStorage")]
    public async Task OnlyTheChosenQueuesTriggersAreShownToTheHost(QueueKind chosen, string shown)
    {
        string[] names = ["CaseList", .. Declared.Functions.Select(function => function.Name).Where(name => name.Contains("From", StringComparison.Ordinal))];
        var all = new Mock<IFunctionMetadataProvider>();
        all.Setup(provider => provider.GetFunctionMetadataAsync("x")).ReturnsAsync([.. names.Select(name => Mock.Of<IFunctionMetadata>(one => one.Name == name))]);
        var seen = await new ChosenQueue(all.Object, chosen).GetFunctionMetadataAsync("x");
        Assert.Equal(shown, string.Join(' ', seen.Select(one => one.Name).Order(StringComparer.Ordinal)));
    }
}
