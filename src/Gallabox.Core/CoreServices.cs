using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Deletion;
using Gallabox.Core.Intake;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Queue;
using Gallabox.Core.TwoStep;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gallabox.Core;

/// <summary>Everything of the product that knows no host. A host adds its store, its orchestrations, its queue and its secrets.</summary>
public static class CoreServices
{
    public static IServiceCollection AddGallaboxCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection(LinkOptions.Section))
            .Validate(options => options.LinkKey.Length >= 32, "Gallabox:LinkKey is missing or shorter than 32 characters.").ValidateOnStart();
        return services
            .AddSingleton<AccountStore>()
            .AddSingleton<CaseIndex>()
            .AddSingleton<CasePost>()
            .AddSingleton<CaseStore>()
            .AddSingleton<CaseTrouble>()
            .AddSingleton<CustomerLinks>()
            .AddSingleton<NumberStore>()
            .AddSingleton<Outbox>()
            .AddSingleton<OverdueCases>()
            .AddSingleton<SignedTexts>()
            .AddSingleton(new OrchestrationCatalog().AddCaseSteps().AddDeletion().AddConnect().AddMigration().AddTwoStep())
            .AddIntake()
            .AddWebhooks(configuration)
            .AddSingleton(provider => new WorkRouter(provider).AddIntake().AddWebhookWork().AddConnectWork())
            .AddDeletion(configuration)
            .AddConnect(configuration)
            .AddMigration(configuration)
            .AddTwoStep(configuration);
    }
}
