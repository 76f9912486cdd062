using Gallabox.Core;
using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Adapters.SendGrid;
using Gallabox.Core.Connect;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Gallabox.Local.Orchestration;
using Gallabox.Local.Queue;
using Gallabox.Local.Secrets;
using Gallabox.Local.Tables;
using Gallabox.Sandbox;
using Gallabox.Web;
using Gallabox.Web.Console;

namespace Gallabox.Local.Start;

/// <summary>The one-process host: the product over SQLite, the embedded engine and the local queue, with the sandbox beside it unless it is turned off.</summary>
public static class LocalHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = LocalSettings.Prepare(builder);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        AddStorage(builder.Services, settings);
        if (settings.Sandbox)
            AddSandbox(builder);
        AddProduct(builder, settings);
        var app = builder.Build();
        app.MapGallabox();
        if (settings.Sandbox)
            app.MapSandbox();
        return app;
    }

    private static void AddStorage(IServiceCollection services, LocalSettings settings) => services
        .AddSingleton(_ => SqliteTableStore.Open(settings.Data))
        .AddSingleton<ITableStore>(provider => provider.GetRequiredService<SqliteTableStore>())
        .AddSingleton<ISecretStore>(_ => new FileSecretStore(settings.Data));

    /// <summary>The sandbox's keys and addresses become this host's own settings, below whatever the environment says.</summary>
    private static void AddSandbox(WebApplicationBuilder builder)
    {
        var told = builder.Services.AddSandbox(builder.Configuration);
        LocalSettings.AddDefaults(builder, told.Values);
        builder.Services.AddSingleton<ISandboxHost, SandboxLink>().AddSingleton<ISandboxPanel, SandboxPanel>();
    }

    private static void AddProduct(WebApplicationBuilder builder, LocalSettings settings)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddGallaboxCore(configuration).AddGallaboxWeb(configuration);
        services.AddMetaGraph().AddDialog360Partner().AddSendGridMail();
        services.AddEmbeddedOrchestration().AddLocalQueue(settings.Data);
        services.AddSingleton<DemoData>().AddSingleton<DemoConnection>().AddHostedService<Welcome>().AddHostedService<Housekeeping>();
    }
}
