using Gallabox.Functions.Http;
using Gallabox.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
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
        var declared = Declared.With<HttpTriggerAttribute>().Where(function => function.Name != UnknownPathFunction.Name)
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
        var trigger = Declared.With<HttpTriggerAttribute>().Single(function => function.Name == UnknownPathFunction.Name).Trigger;
        Assert.Equal("{*path}", trigger.Route);
        Assert.Empty(trigger.Methods ?? []);
    }

    [Fact]
    public void InTheOrderOfTheHostEachRouteReachesItsOwnFunction()
    {
        var inOrder = Declared.With<HttpTriggerAttribute>().OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).ToList();
        Assert.All(Routes.All.Where(route => route.Pattern.Length > 0), route =>
        {
            var path = new PathString("/" + route.Pattern.Replace("{", "some-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            Assert.Equal(route.Name, inOrder.First(function => Takes(function.Trigger, route.Method, path)).Name);
        });
    }

    private static bool Takes(HttpTriggerAttribute trigger, string method, PathString path) =>
        (trigger.Methods is not { Length: > 0 } methods || methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        && new TemplateMatcher(TemplateParser.Parse(trigger.Route!), []).TryMatch(path, []);

    private static string Verbs(IEnumerable<string> methods) => string.Join(',', methods.Select(method => method.ToUpperInvariant()).Order(StringComparer.Ordinal));
}
