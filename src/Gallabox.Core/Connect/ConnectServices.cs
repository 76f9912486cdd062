using Gallabox.Core.Queue;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Core.Connect;

public static class ConnectServices
{
    /// <summary>
    /// Connecting by oneself: its rules from section <c>Connect</c>, its steps, letters and links. A host starts
    /// <see cref="ComparisonFlow"/> once, under its instance id, and hands partner events to <see cref="ConnectNews"/>.
    /// </summary>
    public static IServiceCollection AddConnect(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ConnectOptions>().Bind(configuration.GetSection(ConnectOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ChannelDirectory>()
            .AddSingleton<ClientBindings>()
            .AddSingleton<ConnectActs>()
            .AddSingleton<ConnectCallback>()
            .AddSingleton<ConnectComparison>()
            .AddSingleton<ConnectConfirmation>()
            .AddSingleton<ConnectFile>()
            .AddSingleton<ConnectFollow>()
            .AddSingleton<ConnectInvitations>()
            .AddSingleton<ConnectKey>()
            .AddSingleton<ConnectLetters>()
            .AddSingleton<ConnectLinks>()
            .AddSingleton<ConnectMeta>()
            .AddSingleton<ConnectNews>()
            .AddSingleton<ConnectPost>()
            .AddSingleton<ConnectRegistration>()
            .AddSingleton<ConnectRepairs>()
            .AddSingleton<ConnectRequests>()
            .AddSingleton<ConnectReturn>()
            .AddSingleton<KeyLock>()
            .AddSingleton<KeyTurns>()
            .AddSingleton<NumberKeys>()
            .AddSingleton<OnboardingAddress>()
            .AddSingleton<OtherNumbers>()
            .AddSingleton<PartnerChange>();
    }

    /// <summary>The queue's kind of this feature: 360dialog's partner events.</summary>
    public static WorkRouter AddConnectWork(this WorkRouter router) => router
        .Add<ConnectNews, ForeignEvent>(WebhookWork.PartnerEvent, (news, told, cancellation) => news.TakeAsync(told, cancellation));
}
