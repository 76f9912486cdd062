using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gallabox.Local.Orchestration;

public static class EmbeddedOrchestrationRegistration
{
    /// <summary>
    /// The embedded engine as <see cref="IOrchestrationClient"/> and hosted service. The container has a filled
    /// <see cref="OrchestrationCatalog"/> and an <see cref="ITableStore"/>.
    /// </summary>
    public static IServiceCollection AddEmbeddedOrchestration(
        this IServiceCollection services, EmbeddedOrchestrationOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options ?? new EmbeddedOrchestrationOptions());
        services.AddSingleton<EmbeddedOrchestration>();
        services.AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<EmbeddedOrchestration>());
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedOrchestration>());
        return services;
    }
}
