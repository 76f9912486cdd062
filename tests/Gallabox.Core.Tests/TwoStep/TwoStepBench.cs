using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Support.Powered;
using Gallabox.Core.TwoStep;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace Gallabox.Core.Tests.TwoStep;

/// <summary>The whole watch over a Meta, on a virtual clock.</summary>
internal sealed class TwoStepBench() : PoweredBench(new OrchestrationCatalog().AddTwoStep(), [])
{
    private int told;
    private int inFlight;

    /// <summary>What Meta shows, by phone number id; what is missing is not shown.</summary>
    public Dictionary<string, MetaNumber> AtMeta { get; } = new(StringComparer.Ordinal);

    /// <summary>Called before Meta answers.</summary>
    public Action<string> OnReading { get; set; } = _ => { };

    /// <summary>Ids of the numbers that were read, in order.</summary>
    public List<string> Reads { get; } = [];

    public int MostAtOnce { get; private set; }

    public void Start() => Do(() => Flows.StartAsync(TwoStepFlow.Orchestrator, TwoStepFlow.InstanceId, new TwoStepRound(), CancellationToken.None));

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

    public new Number Number(string phone) => base.Number(phone)!;

    public TwoStepRecord Record(string phone) => Do(() => Get<TwoStepRecords>().FindAsync(PhoneNumber.Parse(phone), CancellationToken.None));

    public void Switch(string phone, bool? isOn) => AtMeta[Id(phone)] = AtMeta[Id(phone)] with { IsPinEnabled = isOn };

    /// <summary>Meta tells it, as a queue delivers it: again after a crash.</summary>
    public void Tell(string phone, string what, DateTimeOffset? at = null) => Tell(new ForeignEvent(
        $"key{told++}", "security", "7300", (at ?? World.Now).ToUnixTimeSeconds(),
        $$$"""{"field":"security","value":{"display_phone_number":"{{{phone.TrimStart('+')}}}","event":"{{{what}}}","requester":"6"}}"""));

    private static string Id(string phone) => "88" + phone.TrimStart('+');

    private void Tell(ForeignEvent foreign) => Deliver(TimeSpan.Zero, () => Get<AccountEvents>().HandleAsync(foreign, CancellationToken.None));

    protected override void Add(IServiceCollection to, IConfiguration configuration) =>
        to.AddSingleton(Meta()).AddSingleton<AccountEvents>().AddSingleton<RawEventStore>().AddSingleton(Options.Create(new RawEventOptions())).AddTwoStep(configuration);

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
