using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

/// <summary>The whole connection over a hub, a Meta, a mailbox and a store that can lose its power, on a virtual clock.</summary>
internal sealed class ConnectBench
{
    private readonly PoweredTables tables;
    private readonly PoweredSecrets secrets;
    private ServiceProvider services;

    public ConnectBench(params (string Key, string Value)[] settings)
    {
        Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        Hub = new FakeHub(World, Power);
        (tables, secrets) = (new PoweredTables(Power), new PoweredSecrets(Power));
        Flows = new VirtualFlows(World, new OrchestrationCatalog().AddCaseSteps().AddConnect(), Power);
        services = Build();
        Flows.Services = () => services;
        World.BeforeMoving = Restart;
    }

    public VirtualWorld World { get; } = new();

    public Power Power { get; } = new();

    public FakeHub Hub { get; }

    public VirtualFlows Flows { get; }

    public List<OutgoingMail> Mails { get; } = [];

    /// <summary>What Meta shows of a number; null: its account is closed to us.</summary>
    public Func<PhoneNumber, MetaNumber?> AtMeta { get; set; } = _ => null;

    public Func<string, MetaHealth> HealthAtMeta { get; set; } = _ => new MetaHealth("AVAILABLE", []);

    private Dictionary<string, string?> Settings { get; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public string? Secret(string phone) => secrets.Kept.GetValueOrDefault($"dialog360-key-{phone.TrimStart('+')}");

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

    /// <summary>As a queue delivers it: again after a crash.</summary>
    public void Deliver(TimeSpan span, Func<Task> act) => World.In(span, () => _ = DeliverAsync(act));

    public void Event(TimeSpan span, string name, HubChannel channel) => Deliver(span, () => Get<ConnectNews>().TakeAsync(Told(name, channel), CancellationToken.None));

    public Account Account(string id, string address)
    {
        var account = new Account { Id = id, Name = id, Region = "IN", TimeZone = "Asia/Kolkata", Emails = [address] };
        Do(() => Get<AccountStore>().SaveAsync(account, CancellationToken.None));
        return account;
    }

    public ConnectInvite Invite(Account account, string? nonce = null) => new(nonce ?? $"n-{account.Id}", null, account.Id, account.Emails[0], World.Now.AddDays(7));

    public ConnectOpening Press(Account account, string phone, bool partnerChange = false, string? nonce = null) =>
        Do(() => Get<ConnectRequests>().OpenAsync(Invite(account, nonce), account, phone, partnerChange, CancellationToken.None));

    public Case Open(Account account, string phone, bool partnerChange = false) =>
        Assert.IsType<ConnectOpening.Opened>(Press(account, phone, partnerChange)).Case;

    public Case Case(string id) => Do(() => Get<CaseStore>().GetAsync<ConnectFacts>(id, CancellationToken.None)).Case;

    public ConnectFacts Facts(string id) => Do(() => Get<CaseStore>().GetAsync<ConnectFacts>(id, CancellationToken.None)).Facts;

    public Number? Number(string phone) => Do(() => Get<NumberStore>().FindAsync(PhoneNumber.Parse(phone), CancellationToken.None));

    public void RunUntil(string caseId, CaseState state, TimeSpan? within = null) =>
        World.Run(() => tables.StateOf(caseId) == state, within ?? TimeSpan.FromDays(2), () => $"{caseId} is {tables.StateOf(caseId)}. {Failures()}");

    public CaseState? StateOf(string caseId) => tables.StateOf(caseId);

    public void Rest(TimeSpan span)
    {
        var end = World.Now + span;
        World.At(end, () => { });
        World.Run(() => World.Now >= end, span, () => "resting");
    }

    public string Failures() => string.Join("; ", Flows.All.Where(each => each.Failure is not null).Select(each => $"{each.Id}: {each.Failure!.Message}"));

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
        services = Build();
        Flows.Restart();
        return true;
    }

    private ServiceProvider Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var built = new ServiceCollection()
            .Configure<LinkOptions>(options => options.LinkKey = "a key of tests that is long enough")
            .Configure<Dialog360Options>(options => (options.PartnerId, options.PlatformSecret) = ("testPA", "platform-secret"))
            .AddSingleton<TimeProvider>(World.Time)
            .AddSingleton<ITableStore>(tables).AddSingleton<ISecretStore>(secrets)
            .AddSingleton<IDialog360Partner>(Hub).AddSingleton(Meta()).AddSingleton(Mailbox())
            .AddSingleton<IOrchestrationClient>(Flows)
            .AddSingleton(new WebhookOptions { Dialog360NumberKeys = ["number-secret"] })
            .AddSingleton<AccountStore>().AddSingleton<CaseIndex>().AddSingleton<CaseStore>().AddSingleton<CaseTrouble>()
            .AddSingleton<CasePost>().AddSingleton<CustomerLinks>().AddSingleton<NumberStore>().AddSingleton<Outbox>().AddSingleton<SignedTexts>()
            .AddConnect(configuration);
        return built.BuildServiceProvider();
    }

    private IMailSender Mailbox()
    {
        var sender = new Mock<IMailSender>();
        sender.Setup(each => each.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).Returns((OutgoingMail mail, CancellationToken _) =>
            Power.UseAsync(() =>
            {
                Mails.Add(mail);
                return Task.FromResult("sg-" + Mails.Count);
            }));
        return sender.Object;
    }

    private IMetaGraph Meta()
    {
        var meta = new Mock<IMetaGraph>();
        meta.Setup(each => each.ListNumbersAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns((string waba, CancellationToken _) =>
            Power.UseAsync(() => Task.FromResult<IReadOnlyList<MetaNumber>>([AtMeta(Hub.Channels.Values.First(each => each.WabaId == waba).Phone)
                ?? throw new NeedsPersonException("meta:200", "No permission.")])));
        meta.Setup(each => each.ReadHealthAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns((string id, CancellationToken _) =>
            Power.UseAsync(() => Task.FromResult(HealthAtMeta(id))));
        return meta.Object;
    }

    private static ForeignEvent Told(string name, HubChannel channel) => new("e1", name, channel.Id, 0, System.Text.Encoding.UTF8.GetString(
        Wire.ToBytes(new { id = "e1", @event = name, data = new { id = channel.Id, setup_info = new { phone_number = channel.Phone.Digits } } })));
}
