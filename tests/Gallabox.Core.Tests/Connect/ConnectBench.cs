using System.Text;
using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Support.Powered;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

/// <summary>The whole connection over a hub and a Meta, on a virtual clock.</summary>
internal sealed class ConnectBench : PoweredBench<ConnectFacts>
{
    public ConnectBench(params (string Key, string Value)[] settings)
        : base(new OrchestrationCatalog().AddConnect(), settings) => Hub = new FakeHub(World, Power);

    public FakeHub Hub { get; }

    /// <summary>What Meta shows of a number; null: its account is closed to us.</summary>
    public Func<PhoneNumber, MetaNumber?> AtMeta { get; set; } = _ => null;

    public Func<string, MetaHealth> HealthAtMeta { get; set; } = _ => new MetaHealth("AVAILABLE", []);

    public string? Secret(string phone) => Secrets.Kept.GetValueOrDefault($"dialog360-key-{phone.TrimStart('+')}");

    public void Event(TimeSpan span, string name, HubChannel channel) => Deliver(span, () => Get<ConnectNews>().TakeAsync(Told(name, channel), CancellationToken.None));

    public ConnectInvite Invite(Account account, string? nonce = null) => new(nonce ?? $"n-{account.Id}", null, account.Id, account.Emails[0], World.Now.AddDays(7));

    public ConnectOpening Press(Account account, string phone, bool partnerChange = false, string? nonce = null) =>
        Do(() => Get<ConnectRequests>().OpenAsync(Invite(account, nonce), account, phone, partnerChange, CancellationToken.None));

    public Case Open(Account account, string phone, bool partnerChange = false) =>
        Assert.IsType<ConnectOpening.Opened>(Press(account, phone, partnerChange)).Case;

    protected override void Add(IServiceCollection to, IConfiguration configuration) => to
        .Configure<Dialog360Options>(options => (options.PartnerId, options.PlatformSecret) = ("testPA", "platform-secret"))
        .AddSingleton<IDialog360Partner>(Hub).AddSingleton(Meta())
        .AddSingleton<RawEventStore>().AddSingleton(Options.Create(new RawEventOptions()))
        .AddSingleton(new WebhookOptions { Dialog360NumberKeys = ["number-secret"] })
        .AddConnect(configuration);

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

    private static ForeignEvent Told(string name, HubChannel channel) => new("e1", name, channel.Id, 0, Encoding.UTF8.GetString(
        Wire.ToBytes(new { id = "e1", @event = name, data = new { id = channel.Id, setup_info = new { phone_number = channel.Phone.Digits } } })));
}
