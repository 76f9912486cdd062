using System.Globalization;
using System.Text.Json;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Support.Powered;

namespace Gallabox.Core.Tests.Migration;

/// <summary>
/// Meta as far as a migration needs it: a number at its source, destinations, nodes, codes, PINs. Every write is kept with whether it
/// took effect; the next ones can be refused, or their answers lost.
/// </summary>
internal sealed class FakeMeta(VirtualWorld world, Power power) : IMetaGraph
{
    public const string Waba = "7301";
    public const string Owner = "portfolio-1";

    private readonly Dictionary<string, Queue<FailureException>> refusals = new(StringComparer.Ordinal);
    private readonly List<string> lost = [];

    public List<MetaCall> Calls { get; } = [];

    public Dictionary<string, MetaAccount> Accounts { get; } = new() { [Waba] = new(Waba, "New account", "APPROVED", "verified", "pay-1", Owner) };

    /// <summary>WABAs that our app hears of.</summary>
    public HashSet<string> Subscribed { get; } = [];

    public Dictionary<string, FakeNode> Nodes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MetaMigrationIntent> Intents { get; } = [];

    public Dictionary<string, List<MetaTemplate>> Templates { get; } = [];

    /// <summary>Two-step verification where the number is now.</summary>
    public bool TwoStepAtSource { get; set; }

    /// <summary>False once a register call took effect.</summary>
    public bool SourceWorks { get; private set; } = true;

    /// <summary>The one-time codes that were sent, the newest last.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>Between a register call that took effect and the node's being shown as connected.</summary>
    public TimeSpan ConnectsAfter { get; set; }

    /// <summary>No node can be read, though the accounts can.</summary>
    public bool HidesNodes { get; set; }

    public Func<Task>? BeforeRegister { get; set; }

    public void Refuse(string call, params FailureException[] with)
    {
        foreach (var each in with)
            (refusals.TryGetValue(call, out var queue) ? queue : refusals[call] = new()).Enqueue(each);
    }

    /// <summary>The answer of the call after those that are refused is lost, after its effect.</summary>
    public void LoseAnswer(string call) => lost.Add(call);

    public int Effects(string call) => Calls.Count(each => each.Name == call && each.TookEffect);

    public int Made(string call) => Calls.Count(each => each.Name == call);

    public FakeNode Place(PhoneNumber phone, string waba = Waba, string? id = null)
    {
        var node = new FakeNode(id ?? $"88{Nodes.Count + 1:D4}", waba, phone);
        return Nodes[node.Id] = node;
    }

    public Task<MetaNumber?> ReadNumberAsync(string phoneNumberId, CancellationToken cancellation) => ReadAsync(
        "read", () => HidesNodes ? null : Nodes.GetValueOrDefault(phoneNumberId)?.Show(world.Now));

    public Task<IReadOnlyList<MetaNumber>> ListNumbersAsync(string wabaId, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<MetaNumber>>("list", () => Accounts.ContainsKey(wabaId)
            ? [.. Nodes.Values.Where(node => node.WabaId == wabaId).Select(node => node.Show(world.Now))]
            : throw Closed());

    public Task<MetaAccount?> ReadAccountAsync(string wabaId, CancellationToken cancellation) => ReadAsync("account", () => Accounts.GetValueOrDefault(wabaId));

    public Task<bool> IsSubscribedAsync(string wabaId, CancellationToken cancellation) =>
        ReadAsync("subscribed", () => Accounts.ContainsKey(wabaId) ? Subscribed.Contains(wabaId) : throw Closed());

    public Task SubscribeAppAsync(string wabaId, CancellationToken cancellation) => CallAsync("subscribe", wabaId, () => Subscribed.Add(wabaId));

    public Task UnsubscribeAppAsync(string wabaId, CancellationToken cancellation) => CallAsync("unsubscribe", wabaId, () => Subscribed.Remove(wabaId));

    public Task<string> StartMigrationAsync(string wabaId, PhoneNumber phone, CancellationToken cancellation) => CallAsync("start", wabaId, () =>
        TwoStepAtSource ? throw new NeedsPersonException("meta:2388001", "meta: two-step verification is on.") : Taken(wabaId, phone).Id);

    public Task<string> AddNumberAsync(string wabaId, PhoneNumber phone, string verifiedName, CancellationToken cancellation) =>
        CallAsync("add", verifiedName, () => Taken(wabaId, phone).Id);

    public Task RequestCodeAsync(string phoneNumberId, CodeMethod method, string language, CancellationToken cancellation) =>
        CallAsync("request_code", method.ToString(), () =>
        {
            if (At(phoneNumberId).IsVerified)
                throw new PermanentFailureException("meta:already-verified", "meta: ownership is verified already.");
            Codes.Add(((412_007 + 104_729 * Codes.Count) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture));
            return true;
        });

    public Task VerifyCodeAsync(string phoneNumberId, string code, CancellationToken cancellation) => CallAsync("verify_code", "", () =>
    {
        if (!At(phoneNumberId).IsVerified && code != Codes.LastOrDefault())
            throw new NeedsPersonException("meta:136025", "meta: the one-time code was not accepted.");
        return At(phoneNumberId).IsVerified = true;
    });

    public async Task RegisterAsync(string phoneNumberId, string pin, CancellationToken cancellation)
    {
        await (BeforeRegister?.Invoke() ?? Task.CompletedTask);
        await CallAsync("register", phoneNumberId, () => Register(At(phoneNumberId), pin));
    }

    public Task DeregisterAsync(string phoneNumberId, CancellationToken cancellation) => CallAsync("deregister", phoneNumberId, () =>
    {
        At(phoneNumberId).ConnectedFrom = null;
        return true;
    });

    public Task SetPinAsync(string phoneNumberId, string pin, CancellationToken cancellation) =>
        CallAsync("set_pin", phoneNumberId, () => At(phoneNumberId).Pin = pin);

    public Task<string?> ReadWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation) => ReadAsync("override", () => At(phoneNumberId).Override);

    public Task SetWebhookOverrideAsync(string phoneNumberId, string url, string verifyToken, CancellationToken cancellation) =>
        CallAsync("set_override", url, () => At(phoneNumberId).Override = url);

    public Task<IReadOnlyList<MetaTemplate>> ReadTemplatesAsync(string wabaId, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<MetaTemplate>>("templates", () => Templates.GetValueOrDefault(wabaId) ?? []);

    public Task<MetaTemplateCopy> CopyTemplatesAsync(string toWabaId, string fromWabaId, CancellationToken cancellation) =>
        CallAsync("copy_templates", fromWabaId, () => new MetaTemplateCopy(
            [.. (Templates[toWabaId] = Templates.GetValueOrDefault(fromWabaId) ?? throw Closed()).Select(each => each.Id)], new Dictionary<string, string>()));

    public Task<MetaMigrationIntent?> ReadMigrationIntentAsync(string intentId, CancellationToken cancellation) =>
        ReadAsync("intent", () => Intents.GetValueOrDefault(intentId));

    public Task<MetaToken> ExchangeCodeAsync(string code, CancellationToken cancellation) => CallAsync("exchange", code, () => new MetaToken("token", null));

    public Task<MetaHealth> ReadHealthAsync(string nodeId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ClearWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<MetaApp>> ListSubscribedAppsAsync(string wabaId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<DateTimeOffset?> ReadLastPaidMessageAsync(string wabaId, PhoneNumber phone, DateTimeOffset since, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<MetaSentCount>> ReadSentCountsAsync(
        string wabaId, PhoneNumber phone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<string> SendMessageAsync(string phoneNumberId, JsonElement message, CancellationToken cancellation) => throw new NotSupportedException();

    private FakeNode Taken(string waba, PhoneNumber phone) =>
        Nodes.Values.FirstOrDefault(node => node.WabaId == waba && node.Phone == phone) ?? Place(phone, waba);

    private bool Register(FakeNode node, string pin)
    {
        if (!node.IsVerified)
            throw new PermanentFailureException("meta:133006", "meta: ownership must be verified again by a one-time code.");
        if (node.Pin is not null && node.Pin != pin)
            throw new NeedsPersonException("meta:133005", "meta: the PIN is wrong.");
        (node.Pin, node.ConnectedFrom) = (pin, world.Now + ConnectsAfter);
        return SourceWorks = false;
    }

    private FakeNode At(string id) => Nodes.GetValueOrDefault(id) ?? throw new PermanentFailureException("meta:100:33", "meta: there is no such node.");

    private static NeedsPersonException Closed() => new("meta:200", "meta: our token lacks a permission.");

    /// <summary>Reading changes nothing, so a crash at it is the same as one before the next operation.</summary>
    private Task<T> ReadAsync<T>(string name, Func<T> read)
    {
        power.Check();
        return refusals.GetValueOrDefault(name)?.TryDequeue(out var refused) == true ? Task.FromException<T>(refused) : Task.FromResult(read());
    }

    private Task<T> CallAsync<T>(string name, string detail, Func<T> effect) => power.UseAsync(() =>
    {
        var call = new MetaCall(world.Now, name, detail);
        Calls.Add(call);
        if (refusals.GetValueOrDefault(name)?.TryDequeue(out var refused) == true)
            throw refused;
        var answer = effect();
        call.TookEffect = true;
        return lost.Remove(name) ? throw new TransientFailureException("meta:unknown-outcome", "The answer was lost.") : Task.FromResult(answer);
    });
}
