using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>
/// A feature's real steps and flows on a virtual clock, over a store, secrets, a mailbox and foreign systems that can lose their power.
/// What a crash leaves behind is what the next process finds.
/// </summary>
internal abstract class PoweredBench
{
    private readonly IReadOnlyDictionary<string, string?> settings;
    private ServiceProvider? services;

    protected PoweredBench(OrchestrationCatalog catalog, IEnumerable<(string Key, string Value)> settings)
    {
        this.settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        (Tables, Secrets) = (new PoweredTables(Power), new PoweredSecrets(Power));
        Flows = new PoweredFlows(World, catalog.AddCaseSteps(), Power) { Services = () => Services };
        World.BeforeMoving = Restart;
    }

    public VirtualWorld World { get; } = new();

    public Power Power { get; } = new();

    public PoweredTables Tables { get; }

    public PoweredSecrets Secrets { get; }

    public PoweredFlows Flows { get; }

    public List<OutgoingMail> Mails { get; } = [];

    /// <summary>Called before SendGrid answers, after it took the mail.</summary>
    public Action<OutgoingMail> OnMail { get; set; } = _ => { };

    private ServiceProvider Services => services ??= Build();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Does it now, to its end; time may pass.</summary>
    public T Do<T>(Func<Task<T>> act)
    {
        Task<T>? task = null;
        World.In(TimeSpan.Zero, () => task = act());
        World.Run(() => task?.IsCompleted == true, TimeSpan.FromDays(1), () => "an act does not end");
        return task!.GetAwaiter().GetResult();
    }

    public void Do(Func<Task> act) => Do(async () =>
    {
        await act();
        return true;
    });

    /// <summary>As a queue delivers it, or a person who tries again: again after a crash.</summary>
    public void Deliver(TimeSpan span, Func<Task> act) => World.In(span, () => _ = DeliverAsync(act));

    public Account Account(string id, params string[] addresses)
    {
        var account = new Account { Id = id, Name = id, Region = "IN", TimeZone = "Asia/Kolkata", Emails = addresses };
        Do(() => Get<AccountStore>().SaveAsync(account, CancellationToken.None));
        return account;
    }

    public Number? Number(string phone) => Do(() => Get<NumberStore>().FindAsync(PhoneNumber.Parse(phone), CancellationToken.None));

    public void Rest(TimeSpan span)
    {
        var end = World.Now + span;
        World.At(end, () => { });
        World.Run(() => World.Now >= end, span, () => "resting");
    }

    public string Failures() => string.Join("; ", Flows.All.Where(each => each.Failure is not null).Select(each => $"{each.Id}: {each.Failure!.Message}"));

    /// <summary>The feature itself, and the foreign systems that it speaks to.</summary>
    protected abstract void Add(IServiceCollection to, IConfiguration configuration);

    private async Task DeliverAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (PowerGoneException)
        {
            Deliver(TimeSpan.FromSeconds(1), act);
        }
    }

    /// <summary>A new process over the same rows and secrets.</summary>
    private bool Restart()
    {
        if (!Power.IsDown)
            return false;
        Power.Restore();
        services = null;
        Flows.Restart();
        return true;
    }

    private ServiceProvider Build()
    {
        var building = new ServiceCollection()
            .Configure<LinkOptions>(options => options.LinkKey = "a key of tests that is long enough")
            .AddSingleton<TimeProvider>(World.Time)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<ITableStore>(Tables).AddSingleton<ISecretStore>(Secrets).AddSingleton(Mailbox())
            .AddSingleton<IOrchestrationClient>(Flows)
            .AddSingleton<AccountStore>().AddSingleton<CaseIndex>().AddSingleton<CaseStore>().AddSingleton<CaseTrouble>()
            .AddSingleton<CasePost>().AddSingleton<CustomerLinks>().AddSingleton<NumberStore>().AddSingleton<Outbox>().AddSingleton<SignedTexts>();
        Add(building, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return building.BuildServiceProvider();
    }

    private IMailSender Mailbox()
    {
        var sender = new Mock<IMailSender>();
        sender.Setup(each => each.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).Returns((OutgoingMail mail, CancellationToken _) =>
            Power.UseAsync(() =>
            {
                Mails.Add(mail);
                OnMail(mail);
                return Task.FromResult("sg-" + Mails.Count);
            }));
        return sender.Object;
    }
}

/// <summary>The same for a feature with cases.</summary>
/// <typeparam name="TFacts">What they keep.</typeparam>
internal abstract class PoweredBench<TFacts>(OrchestrationCatalog catalog, IEnumerable<(string Key, string Value)> settings) : PoweredBench(catalog, settings)
    where TFacts : ICaseFacts<TFacts>
{
    public Case Case(string id) => Do(() => Get<CaseStore>().GetAsync<TFacts>(id, CancellationToken.None)).Case;

    public TFacts Facts(string id) => Do(() => Get<CaseStore>().GetAsync<TFacts>(id, CancellationToken.None)).Facts;

    public IReadOnlyList<TimelineEntry> Timeline(string id) => Do(() => Get<CaseStore>().TimelineAsync(id, CancellationToken.None));

    public CaseState? StateOf(string caseId) => Tables.StateOf(caseId);

    public void RunUntil(string caseId, CaseState state, TimeSpan? within = null) => World.Run(
        () => Tables.StateOf(caseId) == state, within ?? TimeSpan.FromDays(2), () => $"{caseId} is {Tables.StateOf(caseId)}. {Failures()}");
}
