using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>360dialog over HTTP.</summary>
internal sealed class Dialog360Partner(HubClient hub, ChannelClient channels, IOptionsMonitor<Dialog360Options> options) : IDialog360Partner
{
    private const string WebhookPath = "v1/configs/webhook";

    /// <summary>By the list, which answers "not there" with an empty page and not with an ambiguous 404.</summary>
    public async Task<Dialog360Channel?> FindChannelAsync(string channelId, CancellationToken cancellation)
    {
        var found = await hub.ListAsync("/channels", "partner_channels", new JsonObject { ["id"] = channelId }, cancellation);
        return found.Select(Dialog360Answers.Channel).FirstOrDefault(channel => channel.Id == channelId);
    }

    /// <summary>What the hub was asked to narrow is narrowed here again: a number comes with or without its plus.</summary>
    public async Task<IReadOnlyList<Dialog360Channel>> ListChannelsAsync(Dialog360ChannelFilter filter, CancellationToken cancellation)
    {
        var found = await ListAsync(filter, filter.Phone?.Digits, cancellation);
        return found.Count > 0 || filter.Phone is null ? found : await ListAsync(filter, filter.Phone.Value.E164, cancellation);
    }

    public async Task<Dialog360Client?> FindClientAsync(string clientId, CancellationToken cancellation)
    {
        var found = await hub.ListAsync("/clients", "clients", new JsonObject { ["id"] = clientId }, cancellation);
        return found.Select(Dialog360Answers.Client).FirstOrDefault(client => client.Id == clientId);
    }

    public Task<Dialog360Channel> RequestCancellationAsync(string clientId, string channelId, CancellationToken cancellation) =>
        SetCancellationAsync(clientId, channelId, true, cancellation);

    public Task<Dialog360Channel> RevokeCancellationAsync(string clientId, string channelId, CancellationToken cancellation) =>
        SetCancellationAsync(clientId, channelId, false, cancellation);

    public async Task<Dialog360Balance> ReadBalanceAsync(string clientId, CancellationToken cancellation) =>
        Dialog360Answers.Balance(await hub.SendAsync(HttpMethod.Get, $"/clients/{hub.Segment(clientId)}/info/balance", null, cancellation));

    public async Task<Dialog360ApiKey> RotateApiKeyAsync(string channelId, CancellationToken cancellation)
    {
        var path = $"/channels/{hub.Segment(channelId)}/api_keys";
        var answer = await hub.SendAsync(HttpMethod.Post, path, new JsonObject(), cancellation, Dialog360Call.ApiKey);
        return Dialog360Answers.ApiKey(answer, options.CurrentValue.MessagingUrl);
    }

    public Task SetWebhookAsync(
        string address, string apiKey, string url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        var body = new JsonObject { ["url"] = url };
        if (headers.Count > 0)
            body["headers"] = new JsonObject(headers.Select(static header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value)));
        return channels.SendAsync(HttpMethod.Post, address, WebhookPath, apiKey, body, cancellation);
    }

    public async Task<string?> ReadWebhookAsync(string address, string apiKey, CancellationToken cancellation)
    {
        var answer = await channels.SendAsync(HttpMethod.Get, address, WebhookPath, apiKey, null, cancellation);
        return answer.Text("url") is { Length: > 0 } url ? url : null;
    }

    public Task SetPartnerWebhookAsync(string webhookUrl, string? redirectUrl, CancellationToken cancellation)
    {
        var body = new JsonObject { ["webhook_url"] = webhookUrl };
        if (redirectUrl is not null)
            body["partner_redirect_url"] = redirectUrl;
        return hub.SendAsync(HttpMethod.Patch, "", body, cancellation);
    }

    public async Task<string> SendMessageAsync(string address, string apiKey, JsonElement message, CancellationToken cancellation) =>
        Dialog360Answers.MessageId(await channels.SendAsync(
            HttpMethod.Post, address, "messages", apiKey, JsonObject.Create(message), cancellation, Dialog360Call.Message));

    private async Task<Dialog360Channel> SetCancellationAsync(string clientId, string channelId, bool enabled, CancellationToken cancellation)
    {
        var path = $"/clients/{hub.Segment(clientId)}/channels/{hub.Segment(channelId)}/control/cancellation_request";
        var answer = await hub.SendAsync(HttpMethod.Post, path, new JsonObject { ["enabled"] = enabled }, cancellation, Dialog360Call.Cancellation);
        return Dialog360Answers.Channel(answer);
    }

    private async Task<IReadOnlyList<Dialog360Channel>> ListAsync(Dialog360ChannelFilter filter, string? phone, CancellationToken cancellation)
    {
        var filters = new JsonObject();
        foreach (var (name, value) in new (string, string?)[]
        {
            ("client_id", filter.ClientId), ("status", filter.Status), ("account_mode", filter.AccountMode),
            ("setup_info.phone_number", phone), ("waba_account.id", filter.WabaAccountId),
        })
        {
            if (value is not null)
                filters[name] = value;
        }

        var found = (await hub.ListAsync("/channels", "partner_channels", filters, cancellation)).Select(Dialog360Answers.Channel);
        return [.. found.Where(channel => Fits(channel, filter))];
    }

    private static bool Fits(Dialog360Channel channel, Dialog360ChannelFilter filter) =>
        (filter.ClientId is null || channel.ClientId == filter.ClientId)
        && (filter.Status is null || channel.Status == filter.Status)
        && (filter.AccountMode is null || channel.AccountMode == filter.AccountMode)
        && (filter.Phone is null || channel.Phone == filter.Phone)
        && (filter.WabaAccountId is null || channel.WabaAccountId == filter.WabaAccountId);
}
