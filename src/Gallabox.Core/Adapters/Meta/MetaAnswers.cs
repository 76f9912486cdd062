using System.Text.Json;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>Meta's answers as records of ours.</summary>
internal static class MetaAnswers
{
    public static string Id(JsonElement answer) =>
        answer.Text("id") is { Length: > 0 } id ? id : throw TransportFailures.Unknown(MetaFailures.Provider, "the answer has no id");

    public static string MessageId(JsonElement answer) =>
        answer.Items("messages").Select(static message => message.Text("id")).FirstOrDefault()
        ?? throw TransportFailures.Unknown(MetaFailures.Provider, "the answer has no message id");

    public static MetaApp App(JsonElement entry)
    {
        var app = entry.Member("whatsapp_business_api_data") ?? entry;
        return new MetaApp(Id(app), app.Text("name"), entry.Text("override_callback_uri"));
    }

    public static MetaHealth Health(JsonElement node)
    {
        var health = node.Member("health_status") ?? throw TransportFailures.Unknown(MetaFailures.Provider, "the answer has no health status");
        return new MetaHealth(health.Text("can_send_message") ?? "UNKNOWN", [.. health.Items("entities").Select(HealthPart)]);
    }

    public static MetaTemplate Template(JsonElement node) => new(
        Id(node), node.Text("name") ?? "", node.Text("language") ?? "", node.Text("category") ?? "",
        node.Text("status") ?? "UNKNOWN", node.Member("quality_score")?.Text("score"));

    public static MetaAccount Account(JsonElement node) => new(
        Id(node), node.Text("name"), node.Text("account_review_status"), node.Text("business_verification_status"),
        node.Text("primary_funding_id"), node.Member("owner_business_info")?.Text("id"));

    public static MetaMigrationIntent Intent(JsonElement node) => new(
        Id(node), node.Text("status") ?? "UNKNOWN", node.Member("destination_waba")?.Text("id"));

    public static MetaTemplateCopy TemplateCopy(JsonElement answer) => new(
        [.. answer.Items("migrated_templates").Select(static id => id.ToString())],
        answer.Member("failed_templates") is { ValueKind: JsonValueKind.Object } failed
            ? failed.EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value.ToString(), StringComparer.Ordinal)
            : []);

    public static MetaToken Token(JsonElement answer) => new(
        answer.Text("access_token") ?? throw TransportFailures.Unknown(MetaFailures.Provider, "the answer has no token"),
        answer.Whole("expires_in") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>Points of <c>analytics</c> without their order; a node without the member has none.</summary>
    public static IEnumerable<MetaSentCount> SentCounts(JsonElement node) =>
        from point in node.Member("analytics")?.Items("data_points") ?? []
        let start = point.Seconds("start")
        let end = point.Seconds("end")
        where start is not null && end is not null
        select new MetaSentCount(start.Value, end.Value, point.Whole("sent") ?? 0, point.Whole("delivered") ?? 0);

    /// <summary>
    /// Ends of the points of <c>pricing_analytics</c> in which something was paid. Free prices are known by name; a price that we do
    /// not know counts as paid, since a deletion must not be promised too early.
    /// </summary>
    public static IEnumerable<DateTimeOffset> PaidUntil(JsonElement node) =>
        from page in node.Member("pricing_analytics")?.Items("data") ?? []
        from point in page.Items("data_points")
        where point.Amount("volume") > 0 && point.Text("pricing_type")?.StartsWith("FREE", StringComparison.OrdinalIgnoreCase) != true
        let end = point.Seconds("end")
        where end is not null
        select end.Value;

    private static MetaHealthPart HealthPart(JsonElement entity)
    {
        var errors = entity.Items("errors").Select(static error =>
            $"{error.Text("error_code")}: {error.Text("error_description")} {error.Text("possible_solution")}".Trim());
        var more = entity.Items("additional_info").Where(static note => note.ValueKind == JsonValueKind.String).Select(static note => note.GetString()!);
        return new MetaHealthPart(
            entity.Text("entity_type") ?? "UNKNOWN", entity.Text("id") ?? "", entity.Text("can_send_message") ?? "UNKNOWN", [.. errors, .. more]);
    }
}
