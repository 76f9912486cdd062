using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Core.TwoStep;

public static class TwoStepServices
{
    /// <summary>
    /// Watching two-step verification: its rules from section <c>TwoStep</c>, its step and its letters. A host starts
    /// <see cref="TwoStepFlow"/> once, under its instance id, with an empty <see cref="TwoStepRound"/>.
    /// </summary>
    public static IServiceCollection AddTwoStep(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TwoStepOptions>().Bind(configuration.GetSection(TwoStepOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<PendingLooks>()
            .AddSingleton<TwoStepLetters>()
            .AddSingleton<TwoStepRecords>()
            .AddSingleton<TwoStepRounds>()
            .AddSingleton<TwoStepWatch>()
            .AddSingleton<IAccountEventListener, TwoStepNews>();
    }
}
