using System.Text.Json;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Support.Powered;

namespace Gallabox.Core.Tests.Connect;

/// <summary>360dialog as far as a sign-up needs it, behind the limit that all partner calls share: 5 in 30 seconds, in turn.</summary>
internal sealed class FakeHub(VirtualWorld world, Power power) : IDialog360Partner
{
    private readonly List<DateTimeOffset> granted = [];
    private readonly Dictionary<string, int> made = new(StringComparer.Ordinal);

    public Dictionary<string, HubChannel> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>Moments of all partner calls, in order.</summary>
    public List<DateTimeOffset> PartnerCalls { get; } = [];

    public int Rotations { get; private set; }

    /// <summary>The answers of so many of the next rotations are lost, after they were carried out.</summary>
    public int LoseAnswers { get; set; }

    /// <summary>Between the making of a key and its answer.</summary>
    public Func<Task>? DuringRotation { get; set; }

    public HubChannel SignUp(string phone, string email, string? clientId = null, Action<HubChannel>? with = null)
    {
        var no = Channels.Count + 1;
        var channel = new HubChannel
        {
            Id = $"x{no}CH", ClientId = clientId ?? $"c{no}CL", Phone = PhoneNumber.Parse(phone), Email = email, CreatedAt = world.Now, WabaId = $"73{no}",
        };
        with?.Invoke(channel);
        Channels.Add(channel.Id, channel);
        return channel;
    }

    public async Task<Dialog360Channel?> FindChannelAsync(string channelId, CancellationToken cancellation)
    {
        await CallAsync();
        return await power.UseAsync(() => Task.FromResult(Channels.GetValueOrDefault(channelId)?.Show()));
    }

    public async Task<IReadOnlyList<Dialog360Channel>> ListChannelsAsync(Dialog360ChannelFilter filter, CancellationToken cancellation)
    {
        List<Dialog360Channel> fitting = [.. Channels.Values.Where(channel => filter.Phone is null || filter.Phone == channel.Phone)
            .Where(channel => filter.ClientId is null || filter.ClientId == channel.ClientId).Select(channel => channel.Show())];
        for (var page = 0; page <= (fitting.Count - 1) / 200; page++)
            await CallAsync();
        return await power.UseAsync(() => Task.FromResult<IReadOnlyList<Dialog360Channel>>(fitting));
    }

    public async Task<Dialog360Client?> FindClientAsync(string clientId, CancellationToken cancellation)
    {
        await CallAsync();
        return await power.UseAsync(() => Task.FromResult(Channels.Values.FirstOrDefault(channel => channel.ClientId == clientId)?.Show().Client));
    }

    public async Task<Dialog360ApiKey> RotateApiKeyAsync(string channelId, CancellationToken cancellation)
    {
        await CallAsync();
        var made = await power.UseAsync(() => Task.FromResult(Rotate(channelId)));
        await (DuringRotation?.Invoke() ?? Task.CompletedTask);
        return made;
    }

    public Task SetWebhookAsync(string address, string apiKey, string url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation) =>
        power.UseAsync(() =>
        {
            var channel = Under(apiKey);
            (channel.WebhookUrl, channel.WebhookHeaders) = (url, headers);
            return Task.FromResult(true);
        });

    public Task<string?> ReadWebhookAsync(string address, string apiKey, CancellationToken cancellation) =>
        power.UseAsync(() => Task.FromResult(Under(apiKey).WebhookUrl));

    public Task<Dialog360Channel> RequestCancellationAsync(string clientId, string channelId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Dialog360Channel> RevokeCancellationAsync(string clientId, string channelId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Dialog360Balance> ReadBalanceAsync(string clientId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SetPartnerWebhookAsync(string webhookUrl, string? redirectUrl, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<string> SendMessageAsync(string address, string apiKey, JsonElement message, CancellationToken cancellation) => throw new NotSupportedException();

    private Dialog360ApiKey Rotate(string channelId)
    {
        var channel = Channels[channelId];
        if (!channel.Permission)
            throw new NeedsPersonException("dialog360:no-permission", "The client has not given permission.");
        if (channel.Status != "ready")
            throw new TransientFailureException("dialog360:409", "not now");
        Rotations++;
        made[channelId] = made.GetValueOrDefault(channelId) + 1;
        channel.Key = $"key-{channelId}-{made[channelId]}";
        if (LoseAnswers > 0)
        {
            LoseAnswers--;
            throw new TransientFailureException("dialog360:unknown-outcome", "The answer was lost.");
        }

        return new Dialog360ApiKey($"{channelId}-{made[channelId]}", "https://waba.example", channel.Key, null);
    }

    private HubChannel Under(string apiKey) => Channels.Values.FirstOrDefault(channel => channel.Key == apiKey)
        ?? throw new NeedsPersonException("dialog360:401", "Our key is not valid.");

    /// <summary>The adapter's limit: in turn, exact, and refused when the queue is longer than three minutes.</summary>
    private async Task CallAsync()
    {
        power.Check();
        var turn = granted.Count >= 5 && granted[^5].AddSeconds(30) > world.Now ? granted[^5].AddSeconds(30) : world.Now;
        if (turn - world.Now > TimeSpan.FromMinutes(3))
            throw new TransientFailureException("dialog360:queue-full", "Too many calls wait.") { RetryAfter = turn - world.Now };
        granted.Add(turn);
        if (turn > world.Now)
            await world.DelayUntilAsync(turn);
        PartnerCalls.Add(world.Now);
    }
}

internal sealed class HubChannel
{
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    public required PhoneNumber Phone { get; init; }

    public string? Email { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Status { get; set; } = "created";

    public bool Permission { get; set; }

    /// <summary>Whether the flag tells the truth about the permission, or is always on.</summary>
    public bool HonestFlag { get; set; } = true;

    public string? Key { get; set; }

    public string WabaId { get; init; } = "";

    public string? WebhookUrl { get; set; }

    public IReadOnlyDictionary<string, string> WebhookHeaders { get; set; } = new Dictionary<string, string>();

    public Dialog360Channel Show() => new(Id, false, null)
    {
        ClientId = ClientId,
        Phone = Phone,
        Status = Status,
        HubStatus = "running",
        AccountMode = "live",
        CreatedAt = CreatedAt,
        Permission = !HonestFlag || Permission,
        WabaId = WabaId,
        MessagingLimit = "TIER_250",
        Client = new Dialog360Client(ClientId, null, Email, null, null),
    };
}
