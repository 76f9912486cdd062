using Gallabox.Core.Accounts;
using Gallabox.Core.Connect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gallabox.Functions.Start;

internal static class DemoRegistration
{
    /// <summary>Where the setting asks for it, the two demo customers are there when the host starts.</summary>
    public static void AddDemoData(this IServiceCollection services, AzureOptions options)
    {
        if (options.DemoData)
            services.AddSingleton<DemoData>().AddSingleton<DemoConnection>().AddHostedService<DemoStart>();
    }

    private sealed class DemoStart(DemoData demo, DemoConnection connection) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await demo.EnsureAsync(cancellationToken);
            await connection.EnsureAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
