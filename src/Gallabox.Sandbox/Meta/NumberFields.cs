using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The fields of a phone number node (facts 3.1). What is not in the table is refused with code 100.</summary>
internal static class NumberFields
{
    public const string Default = "id,display_phone_number,verified_name,quality_rating";

    private delegate JsonNode? Field(MetaNumber number, MetaWaba waba, MetaPortfolio portfolio);

    private static readonly Dictionary<string, Field> all = new(StringComparer.Ordinal)
    {
        ["id"] = (number, _, _) => number.Id,
        ["display_phone_number"] = (number, _, _) => Display(number.Phone),
        ["verified_name"] = (number, _, _) => number.VerifiedName,
        ["quality_rating"] = (number, _, _) => number.Quality,
        ["status"] = (number, _, _) => number.Status,
        ["code_verification_status"] = (number, _, _) => number.CodeVerification,
        ["name_status"] = (number, _, _) => number.NameStatus,
        ["new_name_status"] = (number, _, _) => number.NewNameStatus == "NONE" ? null : number.NewNameStatus,
        ["new_display_name"] = (number, _, _) => number.NewNameStatus == "NONE" ? null : number.VerifiedName,
        ["is_pin_enabled"] = (number, _, _) => number.TwoStep,
        ["account_mode"] = (number, _, _) => number.TestNumber ? "SANDBOX" : "LIVE",
        ["messaging_limit_tier"] = (_, _, portfolio) => portfolio.LimitTier,
        ["whatsapp_business_manager_messaging_limit"] = (_, _, portfolio) => portfolio.LimitTier,
        ["throughput"] = (_, _, _) => new JsonObject { ["level"] = "STANDARD" },
        ["platform_type"] = (number, _, _) => number.Registered ? "CLOUD_API" : "NOT_APPLICABLE",
        ["host_platform"] = (number, _, _) => number.Registered ? "CLOUD_API" : "NOT_APPLICABLE",
        ["is_on_biz_app"] = (number, _, _) => number.OnBusinessApp,
        ["is_official_business_account"] = (number, _, _) => number.Official,
        ["last_onboarded_time"] = (number, _, _) => Time(number.OnboardedAt),
        ["certificate"] = (_, _, _) => null,
        ["new_certificate"] = (_, _, _) => null,
        ["quality_score"] = (number, _, _) => new JsonObject { ["score"] = number.Quality },
        ["search_visibility"] = (_, _, _) => "NON_VISIBLE",
        ["health_status"] = Health.Of,
        ["webhook_configuration"] = (number, waba, _) => Webhooks(number, waba),
        ["conversational_automation"] = (_, _, _) => null,
        ["is_preverified_number"] = (_, _, _) => false,
    };

    /// <summary>The first name that a number node does not have, or null.</summary>
    public static string? Unknown(IEnumerable<FieldList> fields) =>
        fields.FirstOrDefault(static field => !all.ContainsKey(field.Name))?.Name;

    /// <summary>The node with the asked fields and its id; a field without a value is left out.</summary>
    public static JsonObject Render(WorldTransaction world, MetaNumber number, IEnumerable<FieldList> fields, string appUrl)
    {
        var waba = world.Waba(number);
        var portfolio = world.Portfolio(waba);
        var node = new JsonObject();
        foreach (var field in fields)
        {
            if (all[field.Name](number, waba, portfolio) is { } value)
                node[field.Name] = value;
        }

        if (node["webhook_configuration"] is JsonObject configuration)
            configuration["application"] = appUrl;

        node["id"] = number.Id;
        return node;
    }

    private static JsonObject Webhooks(MetaNumber number, MetaWaba waba)
    {
        var configuration = new JsonObject();
        if (number.OverrideUrl is not null)
            configuration["phone_number"] = number.OverrideUrl;
        if (waba.OverrideUrl is not null)
            configuration["whatsapp_business_account"] = waba.OverrideUrl;
        return configuration;
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss+0000", CultureInfo.InvariantCulture);

    /// <summary>The number as Meta's pages show it: with a plus and blanks.</summary>
    private static string Display(string phone) => phone switch
    {
        ['9', '1', .. { Length: 10 } rest] => $"+91 {rest[..5]} {rest[5..]}",
        ['1', .. { Length: 10 } rest] => $"+1 {rest[..3]}-{rest[3..6]}-{rest[6..]}",
        _ => $"+{phone[..2]} {phone[2..]}",
    };
}
