using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Core.Migration;

public static class MigrationServices
{
    /// <summary>Migration from another provider: its rules from section <c>Migration</c>, its steps, letters, links and acts.</summary>
    public static IServiceCollection AddMigration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MigrationOptions>().Bind(configuration.GetSection(MigrationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<MigrationActs>()
            .AddSingleton<MigrationClosing>()
            .AddSingleton<MigrationCode>()
            .AddSingleton<MigrationCutOver>()
            .AddSingleton<MigrationFile>()
            .AddSingleton<MigrationInvitations>()
            .AddSingleton<MigrationLetters>()
            .AddSingleton<MigrationLinks>()
            .AddSingleton<MigrationPins>()
            .AddSingleton<MigrationPost>()
            .AddSingleton<MigrationProof>()
            .AddSingleton<MigrationReadBack>()
            .AddSingleton<MigrationRegistration>()
            .AddSingleton<MigrationRehearsal>()
            .AddSingleton<MigrationRequests>()
            .AddSingleton<MigrationSetback>()
            .AddSingleton<MigrationSignup>()
            .AddSingleton<MigrationStart>()
            .AddSingleton<MigrationTemplates>()
            .AddSingleton<PinHandOver>()
            .AddSingleton<RegistrationBudget>()
            .AddSingleton<IAccountEventListener, MigrationNews>();
    }
}
