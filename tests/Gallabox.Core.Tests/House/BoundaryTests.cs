using System.Text.RegularExpressions;
using Xunit;

namespace Gallabox.Core.Tests.House;

/// <summary>The rooms and their arrows, as the design draws them.</summary>
public sealed partial class BoundaryTests
{
    [Theory]
    [InlineData("Gallabox.Core", "")]
    [InlineData("Gallabox.Web", "Gallabox.Core")]
    [InlineData("Gallabox.Sandbox", "")]
    [InlineData("Gallabox.Local", "Gallabox.Sandbox Gallabox.Web")]
    [InlineData("Gallabox.Functions", "Gallabox.Web")]
    public void AProjectRefersOnlyToTheRoomsBelowIt(string project, string below)
    {
        var file = Path.Combine(Source.Root, "src", project, project + ".csproj");
        if (!File.Exists(file))
            return;
        var referred = ProjectReference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.Equal(below, string.Join(' ', referred));
    }

    [Fact]
    public void OnlyTheAzureHostNamesItsPackages()
    {
        var offenders = Source.Files("*.csproj", "src", "tests")
            .Where(file => !file.Path.Contains("Gallabox.Functions", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("Azure.Functions", StringComparison.Ordinal) || file.Text.Contains("DurableTask", StringComparison.Ordinal)
                || file.Text.Contains("ServiceBus", StringComparison.Ordinal));
        Assert.Empty(offenders.Select(file => file.Path));
    }

    [Fact]
    public void FeaturesSpeakToForeignSystemsThroughAdaptersOnly()
    {
        string[] foreign = ["using Azure", "using SendGrid", "using System.Net.Http", "using Microsoft.AspNetCore"];
        var offenders = Source.Files("*.cs", "src/Gallabox.Core")
            .Where(file => !file.Path.Contains("/Adapters/", StringComparison.Ordinal))
            .Where(file => foreign.Any(name => file.Text.Contains(name, StringComparison.Ordinal)));
        Assert.Empty(offenders.Select(file => file.Path));
    }

    [Fact]
    public void FoldersAreFeaturesNotKinds()
    {
        string[] kinds = ["Models", "Services", "Helpers", "Extensions", "Interfaces", "Utils", "Common"];
        var offenders = Source.Files("*.cs", "src", "tests").Where(file => file.Path.Split('/').Intersect(kinds).Any());
        Assert.Empty(offenders.Select(file => file.Path));
    }

    [Fact]
    public void FlowsTouchNothingButTheirOrchestration()
    {
        string[] banned = ["TimeProvider", "HttpClient", "ITableStore", "Task.Delay", "Task.Run", "ConfigureAwait", "Environment."];
        var offenders = Source.Files("*.flow.cs", "src")
            .SelectMany(file => banned.Where(name => file.Text.Contains(name, StringComparison.Ordinal)).Select(name => $"{file.Path}: {name}"));
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"ProjectReference Include=""[^""]*/([A-Za-z.]+)\.csproj""")]
    private static partial Regex ProjectReference();
}
