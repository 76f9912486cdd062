using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Gallabox.Core.Tests.Connect;
using Gallabox.Core.TwoStep;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Gallabox.Core.Tests.TwoStep;

/// <summary>The whole watch over a Meta, a mailbox and a store that can lose its power, on a virtual clock.</summary>
internal sealed class TwoStepBench
{
    private readonly PoweredTables tables;
    private ServiceProvider services;
    private int told;
    private int inFlight;

    public TwoStepBench()
    {
        tables = new PoweredTables(Power);
        Flows = new VirtualFlows(World, new OrchestrationCatalog().AddTwoStep(), Power);
        services = Build();
        Flows.Services = () => services;
        World.BeforeMoving = Restart;
    }

    public VirtualWorld World { get; } = new();

    public Power Power { get; } = new();

    public VirtualFlows Flows { get; }

    public List<OutgoingMail> Mails { get; } = [];

    /// <summary>What Meta shows, by phone number id; what is missing is not shown.</summary>
    public Dictionary<string, MetaNumber> AtMeta { get; } = new(StringComparer.Ordinal);

    /// <summary>Called before Meta answers.</summary>
    public Action<string> OnReading { get; set; } = _ => { };

    /// <summary>Called before SendGrid answers, after it took the mail.</summary>
    public Action<OutgoingMail> OnMail { get; set; } = _ => { };

    /// <summary>Ids of the numbers that were read, in order.</summary>
    public List<string> Reads { get; } = [];

    public int MostAtOnce { get; private set; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public void Do(Func<Task> act)
    {
        Task? task = null;
        World.In(TimeSpan.Zero, () => task = act());
        World.Run(() => task?.IsCompleted == true, TimeSpan.FromDays(1), () => "an act does not end");
        task!.GetAwaiter().GetResult();
    }

    public T Read<T>(Func<Task<T>> read)
    {
        T value = default!;
        Do(async () => value = await read());
        return value;
    }

    public void Rest(TimeSpan span)
    {
        var end = World.Now + span;
        World.At(end, () => { });
        World.Run(() => World.Now >= end, span, () => "resting");
    }

    public void Start() => Do(() => Flows.StartAsync(TwoStepFlow.Orchestrator, TwoStepFlow.InstanceId, new TwoStepRound(), CancellationToken.None));

    public void Account(string id, params string[] addresses) => Do(() => Get<AccountStore>().SaveAsync(
        new Account { Id = id, Name = id, Region = "IN", TimeZone = "Asia/Kolkata", Emails = addresses }, CancellationToken.None));

    /// <summary>A connected number, with two-step verification on.</summary>
    public void Connect(string accountId, string phone)
    {
        var ids = new Dictionary<string, string> { ["phoneNumberId"] = Id(phone), ["wabaId"] = "7300" };
        AtMeta[Id(phone)] = new MetaNumber(Id(phone), PhoneNumber.Parse(phone), "CONNECTED") { IsPinEnabled = true };
        Do(() => Get<NumberStore>().SaveAsync(new Number
        {
            Phone = PhoneNumber.Parse(phone),
            AccountId = accountId,
            Provider = ProviderNames.Meta,
            Identities = [new(ProviderNames.Meta, ids, World.Now)],
            TwoStep = true,
        }, CancellationToken.None));
    }

    public Number Number(string phone) => Read(() => Get<NumberStore>().GetAsync(PhoneNumber.Parse(phone), CancellationToken.None));

    public TwoStepRecord Record(string phone) => Read(() => Get<TwoStepRecords>().FindAsync(PhoneNumber.Parse(phone), CancellationToken.None));

    public void Switch(string phone, bool? isOn) => AtMeta[Id(phone)] = AtMeta[Id(phone)] with { IsPinEnabled = isOn };

    /// <summary>Meta tells it, as a queue delivers it: again after a crash.</summary>
    public void Tell(string phone, string what, DateTimeOffset? at = null) => World.In(TimeSpan.Zero, () => _ = DeliverAsync(new ForeignEvent(
        $"key{told++}", "security", "7300", (at ?? World.Now).ToUnixTimeSeconds(),
        $$$"""{"field":"security","value":{"display_phone_number":"{{{phone.TrimStart('+')}}}","event":"{{{what}}}","requester":"6"}}""")));

    private static string Id(string phone) => "88" + phone.TrimStart('+');

    private async Task DeliverAsync(ForeignEvent foreign)
    {
        try
        {
            await Get<AccountEvents>().HandleAsync(foreign, CancellationToken.None);
        }
        catch (PowerGoneException)
        {
            World.In(TimeSpan.FromSeconds(1), () => _ = DeliverAsync(foreign));
        }
    }

    /// <summary>A new process over the same rows.</summary>
    private bool Restart()
    {
        if (!Power.IsDown)
            return false;
        Power.Restore();
        services = Build();
        Flows.Restart();
        return true;
    }

    private ServiceProvider Build() => new ServiceCollection()
        .Configure<LinkOptions>(options => options.LinkKey = "a key of tests that is long enough")
        .AddSingleton<TimeProvider>(World.Time)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<ITableStore>(tables).AddSingleton(Meta()).AddSingleton(Mailbox())
        .AddSingleton<IOrchestrationClient>(Flows)
        .AddSingleton<AccountStore>().AddSingleton<CaseIndex>().AddSingleton<CaseStore>().AddSingleton<CasePost>().AddSingleton<CustomerLinks>()
        .AddSingleton<NumberStore>().AddSingleton<Outbox>().AddSingleton<AccountEvents>()
        .AddTwoStep(new ConfigurationBuilder().Build())
        .BuildServiceProvider();

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

    private IMetaGraph Meta()
    {
        var meta = new Mock<IMetaGraph>();
        meta.Setup(each => each.ReadNumberAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns((string id, CancellationToken _) =>
            Power.UseAsync(() => AnswerAsync(id)));
        return meta.Object;
    }

    /// <summary>A call takes a second, so that calls at once are seen as such.</summary>
    private async Task<MetaNumber?> AnswerAsync(string id)
    {
        MostAtOnce = Math.Max(MostAtOnce, ++inFlight);
        await World.DelayUntilAsync(World.Now.AddSeconds(1));
        inFlight--;
        Reads.Add(id);
        OnReading(id);
        return AtMeta.GetValueOrDefault(id);
    }
}
