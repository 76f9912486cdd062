using Gallabox.Core.Mail;
using Gallabox.Core.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Core.Intake;

public static class IntakeServices
{
    /// <summary>What works on mails once they are kept.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<CustomerMail>()
        .AddSingleton<IntakeLetters>()
        .AddSingleton<MailIntake>()
        .AddSingleton<MailStore>()
        .AddSingleton<RefusalLog>()
        .AddSingleton<ReturnedMail>()
        .AddSingleton<StrangerMail>();

    /// <summary>The queue's kinds: mails that came, and SendGrid's words on ours.</summary>
    public static WorkRouter AddIntake(this WorkRouter router) => router
        .Add<MailIntake, MailArrived>(MailIntake.Kind, (work, arrived, cancellation) => work.HandleAsync(arrived, cancellation))
        .Add<ReturnedMail, IReadOnlyList<SendGridEvent>>(ReturnedMail.EventsKind, (work, events, cancellation) => work.HandleEventsAsync(events, cancellation));
}
