using System.Reflection;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Functions.Tests;

/// <summary>The functions of the host as they are declared, and the product's catalog.</summary>
internal static class Declared
{
    public static OrchestrationCatalog Catalog { get; } = (OrchestrationCatalog)new ServiceCollection()
        .AddGallaboxCore(new ConfigurationBuilder().Build()).Single(service => service.ServiceType == typeof(OrchestrationCatalog)).ImplementationInstance!;

    public static IReadOnlyList<(string Name, MethodInfo Method)> Functions { get; } =
    [
        .. from type in typeof(HttpDoor).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method),
    ];

    /// <summary>The functions with a trigger of that kind, and their triggers.</summary>
    public static IEnumerable<(string Name, T Trigger)> With<T>()
        where T : TriggerBindingAttribute =>
        from function in Functions
        from parameter in function.Method.GetParameters()
        let trigger = parameter.GetCustomAttribute<T>()
        where trigger is not null
        select (function.Name, trigger);
}
