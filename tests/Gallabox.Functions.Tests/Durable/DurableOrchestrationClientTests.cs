using DurableTask.Core.Exceptions;
using Gallabox.Core.Orchestration;
using Gallabox.Functions.Durable;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;
using Xunit;

namespace Gallabox.Functions.Tests.Durable;

public sealed class DurableOrchestrationClientTests
{
    private static readonly Orchestrator<string> sample = new("Sample", "4", (_, _) => Task.CompletedTask);
    private readonly Mock<DurableTaskClient> durable = new("test");
    private readonly DurableOrchestrationClient client;

    public DurableOrchestrationClientTests()
    {
        var clients = new DurableClients();
        clients.Use(durable.Object);
        client = new DurableOrchestrationClient(clients);
    }

    [Fact]
    public async Task NoStatusOfAnInstanceLetsItBeReplaced()
    {
        StartOrchestrationOptions? seen = null;
        durable.Setup(to => to.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Callback((TaskName _, object? _, StartOrchestrationOptions? options, CancellationToken _) => seen = options).ReturnsAsync("case-1");
        await client.StartAsync(sample, "case-1", "input", default);
        Assert.Equal("case-1", seen?.InstanceId);
        Assert.Superset(new HashSet<string> { "Running", "Pending", "Suspended", "Completed", "Failed", "Terminated" }, seen!.DedupeStatuses!.ToHashSet());
    }

    [Fact]
    public async Task StartingWhatExistsChangesNothing()
    {
        durable.Setup(to => to.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OrchestrationAlreadyExistsException("exists"));
        await client.StartAsync(sample, "case-1", "input", default);
        durable.VerifyAll();
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task NudgingWhatIsUnknownOrOverDoesNothing(StatusCode refusal)
    {
        Refuse(refusal);
        await client.RaiseAsync("case-1", "nudge", default);
        durable.VerifyAll();
    }

    [Fact]
    public async Task AHostThatDoesNotAnswerIsNotTakenForSilence()
    {
        Refuse(StatusCode.Unavailable);
        await Assert.ThrowsAsync<RpcException>(() => client.RaiseAsync("case-1", "nudge", default));
    }

    [Fact]
    public void WithoutABindingTheMistakeIsNamed() =>
        Assert.Contains("[DurableClient]", Assert.Throws<InvalidOperationException>(() => new DurableClients().Client).Message, StringComparison.Ordinal);

    private void Refuse(StatusCode code) => durable
        .Setup(to => to.RaiseEventAsync("case-1", "nudge", null, It.IsAny<CancellationToken>())).ThrowsAsync(new RpcException(new Status(code, "no")));
}
