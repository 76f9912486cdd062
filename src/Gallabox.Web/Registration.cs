using Gallabox.Core.Cases;
using Gallabox.Web.Accounts;
using Gallabox.Web.Cases;
using Gallabox.Web.Connect;
using Gallabox.Web.Console;
using Gallabox.Web.Customer;
using Gallabox.Web.Entry;
using Gallabox.Web.Health;
using Gallabox.Web.Idempotency;
using Gallabox.Web.Mail;
using Gallabox.Web.Migration;
using Gallabox.Web.Numbers;
using Gallabox.Web.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gallabox.Web;

/// <summary>All that the endpoints and pages need beside Core's own registrations.</summary>
public static class Registration
{
    /// <summary>
    /// A host may register its own <see cref="ISandboxPanel"/> and <see cref="SessionClock"/> before, and
    /// adds a health check for each thing that it depends on; the store has one.
    /// </summary>
    public static IServiceCollection AddGallaboxWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddLogging(KeepLinksOutOfLogs);
        services.AddHttpClient();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", timeout: TimeSpan.FromSeconds(5));
        services.TryAddSingleton(new SessionClock(TimeProvider.System));
        services.TryAddSingleton<IUsageSource, MeterUsage>();
        services.TryAddSingleton<ISandboxPanel, NoSandbox>();
        return services.AddEntry().AddMailEndpoints().AddWebhookEndpoints().AddEndpoints();
    }

    /// <summary>Customers' and login links are secrets, and the framework's own request logs would write them down.</summary>
    private static void KeepLinksOutOfLogs(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);

    private static IServiceCollection AddEntry(this IServiceCollection services) => services
        .AddSingleton<OperatorKeys>()
        .AddSingleton<ClientPrincipals>()
        .AddSingleton<ConsoleSessions>()
        .AddSingleton<LoginLinks>()
        .AddSingleton<CustomerDoor>()
        .AddSingleton<Doorkeeper>();

    private static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        foreach (var endpoint in Routes.All.Select(route => route.Endpoint).Distinct())
            services.TryAddSingleton(endpoint);
        return services
            .AddSingleton<IdempotentWrites>()
            .AddSingleton<UnknownPath>()
            .AddSingleton<EndpointRunner>()
            .AddSingleton<CaseActing>()
            .AddSingleton<CaseDetails>()
            .AddSingleton<AccountLinks>()
            .AddSingleton<MigrationReader>()
            .AddSingleton<ConnectReader>()
            .AddSingleton<AccountNews>()
            .AddSingleton<ConsoleReader>()
            .AddSingleton<SandboxCalls>()
            .AddSingleton<SandboxMigrations>()
            .AddSingleton<CustomerReader>()
            .AddSingleton<CustomerSecrets>();
    }
}
