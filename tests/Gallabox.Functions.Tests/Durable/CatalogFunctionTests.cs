using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Gallabox.Functions.Tests.Durable;

public sealed class CatalogFunctionTests
{
    [Fact]
    public void EveryOrchestratorOfTheCatalogIsAFunction() =>
        Assert.Equal(Declared.Catalog.Orchestrators.Keys.Order(StringComparer.Ordinal), Names<OrchestrationTriggerAttribute>());

    [Fact]
    public void EveryActivityOfTheCatalogIsAFunction() =>
        Assert.Equal(Declared.Catalog.Activities.Keys.Order(StringComparer.Ordinal), Names<ActivityTriggerAttribute>());

    [Fact]
    public void NoTwoFunctionsHaveOneName() =>
        Assert.Empty(Declared.Functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));

    private static IEnumerable<string> Names<T>()
        where T : Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute =>
        Declared.With<T>().Select(function => function.Name).Order(StringComparer.Ordinal);
}
