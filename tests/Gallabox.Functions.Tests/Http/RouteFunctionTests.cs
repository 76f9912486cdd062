using Gallabox.Web;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Gallabox.Functions.Tests.Http;

public sealed class RouteFunctionTests
{
    [Fact]
    public void EveryRouteOfTheContractHasAFunctionOfItsName()
    {
        // The empty route is served beside the unknown paths: the host knows no empty route.
        var wanted = Routes.All.Where(route => route.Pattern.Length > 0).Select(route => $"{route.Name} {Verbs(route.Methods)} {route.Pattern}");
        var declared = Declared.With<HttpTriggerAttribute>().Where(function => function.Name != "UnknownPath")
            .Select(function => $"{function.Name} {Verbs(function.Trigger.Methods!)} {function.Trigger.Route}");
        Assert.Equal(wanted.Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheFirstPageIsARouteOfTheContract() => Assert.Equal("", Routes.Get("Console").Pattern);

    [Fact]
    public void NoRouteAsksForAFunctionKey() =>
        Assert.All(Declared.With<HttpTriggerAttribute>(), function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger.AuthLevel));

    [Fact]
    public void EveryMethodOfAnyPathReachesTheAnswerForUnknownPaths()
    {
        var trigger = Declared.With<HttpTriggerAttribute>().Single(function => function.Name == "UnknownPath").Trigger;
        Assert.Equal("{*path}", trigger.Route);
        Assert.Empty(trigger.Methods ?? []);
    }

    private static string Verbs(IEnumerable<string> methods) => string.Join(',', methods.Select(method => method.ToUpperInvariant()).Order(StringComparer.Ordinal));
}
