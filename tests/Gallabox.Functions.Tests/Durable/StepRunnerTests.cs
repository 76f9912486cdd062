using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Functions.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Gallabox.Functions.Tests.Durable;

public sealed class StepRunnerTests
{
    [Fact]
    public async Task TheOutputIsDataOfTheAnswer()
    {
        var result = await RunAsync((_, input, _) => Task.FromResult(new Done()));
        Assert.Null(result.Failure);
        Assert.NotNull(result.Output);
    }

    [Fact]
    public async Task AnExpectedFailureIsDataOfTheAnswer()
    {
        var result = await RunAsync((_, _, _) => throw new NeedsPersonException("case:odd", "Look at it."));
        Assert.Equal(new StepFailure(FailureKind.NeedsPerson, "case:odd", "Look at it."), result.Failure);
    }

    [Fact]
    public Task ASurpriseIsThrownForDurableToRecord() =>
        Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync((_, _, _) => throw new InvalidOperationException("bug")));

    private static Task<StepResult> RunAsync(Func<Work, string, CancellationToken, Task<Done>> run)
    {
        var catalog = new OrchestrationCatalog().Add(new Activity<string, Done>("Do"), run);
        var services = new ServiceCollection().AddSingleton<Work>().BuildServiceProvider();
        var runner = new StepRunner(catalog, new DurableClients(), services, NullLogger<StepRunner>.Instance);
        return runner.RunAsync("Do", JsonSerializer.SerializeToElement("input"), new Mock<DurableTaskClient>("test").Object, default);
    }

    private sealed class Work;
}
