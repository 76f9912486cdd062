using System.Text.Json;
using Xunit;

namespace Gallabox.Functions.Tests.Start;

public sealed class HostFileTests
{
    private readonly JsonElement extensions = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))).RootElement.GetProperty("extensions");

    [Fact]
    public void RoutesHaveNoPrefix() => Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void TheDeploymentsVersionIsNoOlderThanAnyFlows()
    {
        var version = int.Parse(extensions.GetProperty("durableTask").GetProperty("defaultVersion").GetString()!, null);
        Assert.All(Declared.Catalog.Orchestrators.Values, flow => Assert.True(int.Parse(flow.Version, null) <= version,
            $"{flow.Name} has version {flow.Version}: raise defaultVersion in host.json, so that older instances of the host leave it alone."));
    }

    [Fact]
    public void AnOlderDeploymentLeavesNewerFlowsAlone()
    {
        var durable = extensions.GetProperty("durableTask");
        Assert.Equal("CurrentOrOlder", durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", durable.GetProperty("versionFailureStrategy").GetString());
    }

    [Fact]
    public void StorageMessagesAreReadAsTheyAreSent() => Assert.Equal("base64", extensions.GetProperty("queues").GetProperty("messageEncoding").GetString());
}
