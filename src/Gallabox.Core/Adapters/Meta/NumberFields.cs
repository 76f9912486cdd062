using System.Text.Json;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>
/// Asks for a number's fields. One bad field name fails a whole call (facts 3.1), so when the full question is refused, the
/// documented fields are asked for alone and the others group by group; a refused group stays unknown.
/// </summary>
internal sealed class NumberFields(ILogger logger)
{
    private const string Core = "id,display_phone_number,verified_name,quality_rating,status,code_verification_status,name_status";

    private static readonly string[] optional =
    [
        "new_name_status,account_mode,platform_type,throughput",
        "whatsapp_business_manager_messaging_limit",
        "is_pin_enabled",
        "is_on_biz_app",
    ];

    private static readonly string everything = string.Join(',', [Core, .. optional]);

    /// <param name="fetch">From a list of fields to the nodes that carry them.</param>
    public async Task<IReadOnlyList<MetaNumber>> ReadAsync(Func<string, Task<IReadOnlyList<JsonElement>>> fetch)
    {
        try
        {
            return [.. (await fetch(everything)).Select(static node => Read([node]))];
        }
        catch (FailureException refused) when (IsRefusal(refused))
        {
            OutgoingLog.FieldsRefused(logger, MetaFailures.Provider, everything, refused.Code);
        }

        var nodes = (await fetch(Core)).Select(static node => new List<JsonElement> { node }).ToList();
        foreach (var group in optional)
            await AddAsync(nodes, group, fetch);
        return [.. nodes.Select(static parts => Read(parts))];
    }

    private async Task AddAsync(List<List<JsonElement>> nodes, string group, Func<string, Task<IReadOnlyList<JsonElement>>> fetch)
    {
        try
        {
            var more = (await fetch($"id,{group}")).ToLookup(static node => node.Text("id"), StringComparer.Ordinal);
            foreach (var parts in nodes)
                parts.AddRange(more[parts[0].Text("id")]);
        }
        catch (FailureException refused) when (IsRefusal(refused))
        {
            OutgoingLog.FieldsRefused(logger, MetaFailures.Provider, group, refused.Code);
        }
    }

    /// <summary>An unknown field (100), or one that our token may not ask for (10, 200 to 299).</summary>
    private static bool IsRefusal(FailureException failure) => failure.Code is "meta:100" or "meta:10" or ['m', 'e', 't', 'a', ':', '2', _, _];

    private static MetaNumber Read(IReadOnlyList<JsonElement> parts)
    {
        var id = Text("id") ?? throw TransportFailures.Unknown(MetaFailures.Provider, "a number came without its id");
        return new MetaNumber(id, parts[0].Phone("display_phone_number"), Text("status") ?? "UNKNOWN")
        {
            VerifiedName = Text("verified_name"),
            NameStatus = Text("name_status"),
            NewNameStatus = Text("new_name_status"),
            CodeVerification = Text("code_verification_status"),
            Quality = Text("quality_rating"),
            AccountMode = Text("account_mode"),
            MessagingLimit = Text("whatsapp_business_manager_messaging_limit"),
            Throughput = First(static part => part.Member("throughput")?.Text("level")),
            PlatformType = Text("platform_type"),
            IsPinEnabled = First(static part => part.Flag("is_pin_enabled")),
            IsOnBizApp = First(static part => part.Flag("is_on_biz_app")),
        };

        string? Text(string name) => First(part => part.Text(name));
        T? First<T>(Func<JsonElement, T?> read) => parts.Select(read).FirstOrDefault(static value => value is not null);
    }
}
