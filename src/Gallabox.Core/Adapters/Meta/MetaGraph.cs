using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>The Graph API over HTTP.</summary>
internal sealed class MetaGraph(GraphClient graph, NumberFields fields, NumberAdding adding, IOptionsMonitor<MetaOptions> options, TimeProvider time)
    : IMetaGraph
{
    public async Task<MetaNumber?> ReadNumberAsync(string phoneNumberId, CancellationToken cancellation)
    {
        try
        {
            return (await fields.ReadAsync(async names => [await graph.GetAsync(phoneNumberId, $"fields={names}", cancellation)]))[0];
        }
        catch (FailureException missing) when (MetaFailures.IsMissing(missing))
        {
            return null;
        }
    }

    public Task<IReadOnlyList<MetaNumber>> ListNumbersAsync(string wabaId, CancellationToken cancellation) =>
        fields.ReadAsync(names => graph.ListAsync(wabaId, "phone_numbers", $"fields={names}", cancellation));

    public Task<MetaAccount?> ReadAccountAsync(string wabaId, CancellationToken cancellation) => FindAsync(
        wabaId, "fields=id,name,account_review_status,business_verification_status,primary_funding_id,owner_business_info", MetaAnswers.Account, cancellation);

    public Task<MetaMigrationIntent?> ReadMigrationIntentAsync(string intentId, CancellationToken cancellation) =>
        FindAsync(intentId, "fields=id,status,destination_waba", MetaAnswers.Intent, cancellation);

    public async Task<MetaHealth> ReadHealthAsync(string nodeId, CancellationToken cancellation) =>
        MetaAnswers.Health(await graph.GetAsync(nodeId, "fields=health_status", cancellation));

    public async Task<string?> ReadWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation)
    {
        var node = await graph.GetAsync(phoneNumberId, "fields=webhook_configuration", cancellation);
        return node.TryGetProperty("webhook_configuration", out var set) && set.ValueKind == JsonValueKind.Object
            && set.TryGetProperty("phone_number", out var url) && url.GetString() is { Length: > 0 } text ? text : null;
    }

    public Task SetWebhookOverrideAsync(string phoneNumberId, string url, string verifyToken, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Post, phoneNumberId, "", Override(url, verifyToken), cancellation, verifyToken);

    public Task ClearWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Post, phoneNumberId, "", Override("", null), cancellation);

    public async Task<IReadOnlyList<MetaApp>> ListSubscribedAppsAsync(string wabaId, CancellationToken cancellation) =>
        [.. (await graph.ListAsync(wabaId, "subscribed_apps", "", cancellation)).Select(MetaAnswers.App)];

    public async Task<bool> IsSubscribedAsync(string wabaId, CancellationToken cancellation) =>
        (await ListSubscribedAppsAsync(wabaId, cancellation)).Any(app => app.Id == options.CurrentValue.AppId);

    public Task SubscribeAppAsync(string wabaId, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Post, wabaId, "subscribed_apps", null, cancellation);

    public Task UnsubscribeAppAsync(string wabaId, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Delete, wabaId, "subscribed_apps", null, cancellation);

    public Task DeregisterAsync(string phoneNumberId, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Post, phoneNumberId, "deregister", null, cancellation);

    public Task RegisterAsync(string phoneNumberId, string pin, CancellationToken cancellation) => graph.DoAsync(
        HttpMethod.Post, phoneNumberId, "register", new JsonObject { ["messaging_product"] = "whatsapp", ["pin"] = Pin(pin) }, cancellation, pin);

    public Task SetPinAsync(string phoneNumberId, string pin, CancellationToken cancellation) =>
        graph.DoAsync(HttpMethod.Post, phoneNumberId, "", new JsonObject { ["pin"] = Pin(pin) }, cancellation, pin);

    public Task<string> AddNumberAsync(string wabaId, PhoneNumber phone, string verifiedName, CancellationToken cancellation) =>
        adding.AddAsync(wabaId, phone, "verified_name", verifiedName, ListNumbersAsync, cancellation);

    public Task<string> StartMigrationAsync(string wabaId, PhoneNumber phone, CancellationToken cancellation) =>
        adding.AddAsync(wabaId, phone, "migrate_phone_number", true, ListNumbersAsync, cancellation);

    public Task RequestCodeAsync(string phoneNumberId, CodeMethod method, string language, CancellationToken cancellation) => graph.DoAsync(
        HttpMethod.Post, phoneNumberId, "request_code",
        new JsonObject { ["code_method"] = method == CodeMethod.Sms ? "SMS" : "VOICE", ["language"] = language }, cancellation);

    public async Task VerifyCodeAsync(string phoneNumberId, string code, CancellationToken cancellation)
    {
        var digits = code.Replace("-", "", StringComparison.Ordinal).Trim();
        if (!IsSixDigits(digits))
            throw new PermanentFailureException("meta:bad-code", "A one-time code has six digits.");
        try
        {
            await graph.DoAsync(HttpMethod.Post, phoneNumberId, "verify_code", new JsonObject { ["code"] = digits }, cancellation, digits);
        }
        catch (FailureException failure) when (failure.Code == "meta:already-verified")
        {
            if (await ReadNumberAsync(phoneNumberId, cancellation) is not { CodeVerification: "VERIFIED" })
                throw;
        }
    }

    public async Task<DateTimeOffset?> ReadLastPaidMessageAsync(
        string wabaId, PhoneNumber phone, DateTimeOffset since, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var field = Statistics("pricing_analytics", "DAILY", phone, since, now) + ".dimensions(PRICING_CATEGORY,PRICING_TYPE)";
        var ends = MetaAnswers.PaidUntil(await graph.GetAsync(wabaId, $"fields={Uri.EscapeDataString(field)}", cancellation)).ToList();
        return ends.Count == 0 ? null : ends.Max() < now ? ends.Max() : now;
    }

    public async Task<IReadOnlyList<MetaSentCount>> ReadSentCountsAsync(
        string wabaId, PhoneNumber phone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var field = Statistics("analytics", "DAY", phone, from, to);
        var counts = MetaAnswers.SentCounts(await graph.GetAsync(wabaId, $"fields={Uri.EscapeDataString(field)}", cancellation));
        return [.. counts.OrderBy(static count => count.From)];
    }

    public async Task<IReadOnlyList<MetaTemplate>> ReadTemplatesAsync(string wabaId, CancellationToken cancellation)
    {
        var nodes = await graph.ListAsync(wabaId, "message_templates", "fields=id,name,language,category,status,quality_score", cancellation);
        return [.. nodes.Select(MetaAnswers.Template)];
    }

    public async Task<MetaTemplateCopy> CopyTemplatesAsync(string toWabaId, string fromWabaId, CancellationToken cancellation) =>
        MetaAnswers.TemplateCopy(await graph.PostAsync(
            toWabaId, "migrate_message_templates", new JsonObject { ["source_waba_id"] = fromWabaId }, cancellation));

    public async Task<MetaToken> ExchangeCodeAsync(string code, CancellationToken cancellation) =>
        MetaAnswers.Token(await graph.ExchangeAsync(code, cancellation));

    public async Task<string> SendMessageAsync(string phoneNumberId, JsonElement message, CancellationToken cancellation) =>
        MetaAnswers.MessageId(await graph.PostAsync(phoneNumberId, "messages", JsonObject.Create(message), cancellation));

    /// <returns>Null where there is no such node for us.</returns>
    private async Task<T?> FindAsync<T>(string id, string query, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return read(await graph.GetAsync(id, query, cancellation));
        }
        catch (FailureException missing) when (MetaFailures.IsMissing(missing))
        {
            return null;
        }
    }

    private static JsonObject Override(string url, string? verifyToken)
    {
        var configuration = new JsonObject { ["override_callback_uri"] = url };
        if (verifyToken is not null)
            configuration["verify_token"] = verifyToken;
        return new JsonObject { ["webhook_configuration"] = configuration };
    }

    private static string Statistics(string edge, string granularity, PhoneNumber phone, DateTimeOffset from, DateTimeOffset to) =>
        $"{edge}.start({from.ToUnixTimeSeconds()}).end({to.ToUnixTimeSeconds()}).granularity({granularity}).phone_numbers([\"{phone.Digits}\"])";

    /// <summary>Checked here, since Meta answers a bad PIN with a bare 100 and counts the attempt (facts 3.8).</summary>
    private static string Pin(string pin) =>
        IsSixDigits(pin) ? pin : throw new PermanentFailureException("meta:bad-pin", "A PIN has six digits.");

    private static bool IsSixDigits(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);
}
