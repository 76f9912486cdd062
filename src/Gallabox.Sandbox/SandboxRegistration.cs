using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Clock;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Dialog360;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.SendGrid;
using Gallabox.Sandbox.World;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gallabox.Sandbox;

/// <summary>Puts the sandbox into a host, the same whether it runs alone or beside the system under test.</summary>
public static class SandboxRegistration
{
    private const string DefaultAddress = "http://localhost:7071";

    /// <summary>
    /// Opens the data folder (section <c>Sandbox</c>, see <see cref="SandboxOptions"/>), makes the sandbox's clock the host's
    /// <see cref="TimeProvider"/>, and starts the delivery of webhooks once the host has started.
    /// </summary>
    /// <returns>
    /// The settings that the host under test needs, ready before it is built. Addresses in them are <c>Sandbox:Address</c>, else the first
    /// of <c>urls</c>; with port 0 use <see cref="SandboxEnvironment.HostSettings"/> after the start instead.
    /// </returns>
    public static SandboxSettings AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Read(configuration);
        var file = new WorldFile(Path.Combine(options.Data, "sandbox.db"));
        var secrets = SandboxSecrets.LoadOrCreate(file);
        // By factory, so that the container closes what it hands out.
        services.AddSingleton(_ => file);
        services.AddSingleton(options);
        services.AddSingleton(secrets);
        services.AddSingleton(provider => new SandboxClock(provider.GetRequiredService<WorldFile>(), TimeProvider.System));
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(static provider => provider.GetRequiredService<SandboxClock>()));
        services.AddSingleton(static provider => new SandboxEnvironment(provider.GetRequiredService<SandboxOptions>(),
            provider.GetRequiredService<SandboxSecrets>(), provider.GetService<IServer>()));
        services.AddSingleton<SandboxWorld>();
        services.AddSingleton<WebhookSignature>();
        services.AddSingleton<WebhookPost>();
        services.AddSingleton<Agenda>();
        services.AddSingleton(static provider => new ClockAdvance(provider.GetRequiredService<SandboxClock>(),
            provider.GetRequiredService<Agenda>(), provider.GetService<ISandboxHost>()));
        services.AddHostedService<AgendaService>();
        return SandboxSettings.For(options, secrets, new Uri(options.Address ?? FirstUrl(configuration)));
    }

    /// <summary>Mounts the simulated APIs and the control routes under <c>/sandbox</c>, open to everybody.</summary>
    public static void MapSandbox(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var sandbox = services.GetRequiredService<SandboxWorld>();
        var environment = services.GetRequiredService<SandboxEnvironment>();
        DemoWorld.Ensure(sandbox);
        var routes = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        MapApis(routes, sandbox, environment, services.GetRequiredService<WebhookPost>());
        MapControls(routes, sandbox, environment, services);
    }

    private static void MapApis(RouteGroupBuilder routes, SandboxWorld sandbox, SandboxEnvironment environment, WebhookPost post)
    {
        var gateway = new CallGateway(sandbox);
        gateway.Map(routes, new GraphProvider(sandbox), new GraphRoutes(sandbox, environment, post).All());
        gateway.Map(routes, new HubProvider(sandbox), new HubRoutes(sandbox, new ChannelKeys(environment)).All());
        var messaging = new MessagingProvider();
        gateway.Map(routes, messaging, messaging.Routes());
        gateway.Map(routes, new SendGridProvider(sandbox), SendGridProvider.Routes);
    }

    private static void MapControls(
        RouteGroupBuilder routes, SandboxWorld sandbox, SandboxEnvironment environment, IServiceProvider services)
    {
        var agenda = services.GetRequiredService<Agenda>();
        var clock = services.GetRequiredService<SandboxClock>();
        ClockRoutes.Map(routes, clock, services.GetRequiredService<ClockAdvance>());
        FaultRoutes.Map(routes, sandbox);
        HubControls.Map(routes, sandbox, environment);
        MailControls.Map(routes, sandbox, agenda);
        MetaControls.Map(routes, sandbox, agenda);
        MetaAccountControls.Map(routes, sandbox);
        IntentControls.Map(routes, sandbox);
        WordingControls.Map(routes, sandbox);
        SignupPages.Map(routes, sandbox);
        OnboardingPage.Map(routes, sandbox, environment);
        WorldControls.Map(routes, sandbox, environment, clock);
    }

    private static SandboxOptions Read(IConfiguration configuration)
    {
        var options = new SandboxOptions { Data = configuration["Gallabox:Data"] ?? ".gallabox" };
        configuration.GetSection(SandboxOptions.Section).Bind(options);
        return options;
    }

    private static string FirstUrl(IConfiguration configuration)
    {
        var urls = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return SandboxEnvironment.Reachable(urls.FirstOrDefault(DefaultAddress));
    }
}
