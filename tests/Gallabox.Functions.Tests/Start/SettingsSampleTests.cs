using System.Reflection;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Functions.Start;
using Gallabox.Web;
using Xunit;

namespace Gallabox.Functions.Tests.Start;

public sealed class SettingsSampleTests
{
    /// <summary>Read by the host itself or by a library, not by a class of options of ours.</summary>
    private static readonly string[] others =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "OTEL_EXPORTER_OTLP_ENDPOINT", "ServiceBus__fullyQualifiedNamespace",
    ];

    [Fact]
    public void TheSampleNamesEverySettingAndNothingElse()
    {
        var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "local.settings.sample.json"))).RootElement.GetProperty("Values");
        var named = sample.EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal);
        Assert.Equal(Known().Concat(others).Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public void TheManualNamesEverySetting()
    {
        var manual = File.ReadAllText(Path.Combine(Root(), "docs", "operations.md"));
        Assert.All(Known(), key => Assert.Contains($"`{key.Replace("__", ":", StringComparison.Ordinal)}`", manual, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Known() => Declarations().Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Declarations() =>
        from assembly in new[] { typeof(Wire).Assembly, typeof(Routes).Assembly, typeof(AzureOptions).Assembly }
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
        where section is not null
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select $"{section}__{property.Name}";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Gallabox.Functions.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The repository's root was not found above the tests.");
    }
}
