using Gallabox.Core.Accounts;
using Gallabox.Core.Connect;
using Gallabox.Core.Orchestration;
using Gallabox.Core.TwoStep;
using Gallabox.Web.Entry;

namespace Gallabox.Local.Start;

/// <summary>Makes the demo customers, and says where to go and what to try once the host listens.</summary>
internal sealed class Welcome(DemoData demo, DemoConnection connection, LoginLinks logins, IOrchestrationClient flows, IConfiguration configuration) : IHostedLifecycleService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue("Sandbox:Enabled", true))
        {
            await demo.EnsureAsync(cancellationToken);
            await connection.EnsureAsync(cancellationToken);
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await flows.StartAsync(ComparisonFlow.Orchestrator, ComparisonFlow.InstanceId, Done.Instance, cancellationToken);
        await flows.StartAsync(TwoStepFlow.Orchestrator, TwoStepFlow.InstanceId, new TwoStepRound(), cancellationToken);
        var login = await logins.CreateAsync("local", cancellationToken);
        Console.WriteLine($"""

            Gallabox number life cycle
              listening on   {configuration["urls"]}
              data in        {configuration["Gallabox:Data"]}
              operator key   Gallabox__OperatorKey, or else OperatorKey in host.json there
              console        {login.Url}   (opens once, until {login.ExpiresAt:yyyy-MM-dd HH:mm} UTC)

            Try: open the console, send the sample mail, approve the case, advance the clock to its date, click as the admin.

            """);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
