using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Core.Deletion;

public static class DeletionServices
{
    /// <summary>The deletion: its rules from section <c>Deletion</c>, its steps, its letters, and what people may ask of it.</summary>
    public static IServiceCollection AddDeletion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeletionOptions>().Bind(configuration.GetSection(DeletionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<DeletionActs>()
            .AddSingleton<DeletionClosing>()
            .AddSingleton<DeletionFile>()
            .AddSingleton<DeletionLetters>()
            .AddSingleton<DeletionMailEvents>()
            .AddSingleton<DeletionNotice>()
            .AddSingleton<DeletionPost>()
            .AddSingleton<DeletionReceipt>()
            .AddSingleton<DeletionRemoval>()
            .AddSingleton<DeletionRequests>()
            .AddSingleton<DeletionReview>()
            .AddSingleton<DeletionWatch>()
            .AddSingleton<EndingLetters>()
            .AddSingleton<InvitationFile>()
            .AddSingleton<NoticeLetters>()
            .AddSingleton<RemovalLetters>();
    }
}
