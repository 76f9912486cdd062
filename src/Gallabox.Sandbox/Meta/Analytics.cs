using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>analytics</c> and <c>pricing_analytics</c> of a WABA, from the traffic that the sandbox has seen (facts 3.13).</summary>
internal static class Analytics
{
    private static readonly Dictionary<string, int> messageGrains = new() { ["HALF_HOUR"] = 1800, ["DAY"] = 86400, ["MONTH"] = 0 };
    private static readonly Dictionary<string, int> priceGrains = new() { ["HALF_HOUR"] = 1800, ["DAILY"] = 86400, ["MONTHLY"] = 0 };

    /// <summary>Both edges need start, end and a granularity of their own spelling, and look back one year.</summary>
    public static Answer? Refusal(WorldTransaction world, FieldList field)
    {
        var grains = field.Name == "analytics" ? messageGrains : priceGrains;
        if (!grains.ContainsKey(field.Arguments.GetValueOrDefault("granularity", "")))
            return GraphError.Of(world, 100, $"Param granularity must be one of {{{string.Join(", ", grains.Keys)}}}");
        if (Unix(field, "start") is not { } start || Unix(field, "end") is not { } end || end < start)
            return GraphError.Of(world, 100, "Params start and end are required, in seconds");
        return start < world.Now.AddDays(-366).ToUnixTimeSeconds()
            ? GraphError.Of(world, 100, "Data is available for one year only")
            : null;
    }

    public static JsonObject Messages(WorldTransaction world, MetaWaba waba, FieldList field) => new()
    {
        ["phone_numbers"] = new JsonArray([.. world.NumbersOf(waba.Id).Select(static number => (JsonNode)number.Phone)]),
        ["granularity"] = field.Arguments["granularity"],
        ["data_points"] = new JsonArray([.. Select(world, waba, field).GroupBy(traffic => Start(traffic, messageGrains, field))
            .Select(group => new JsonObject
            {
                ["start"] = group.Key,
                ["end"] = End(group.Key, messageGrains, field),
                ["sent"] = group.Sum(static traffic => traffic.Sent),
                ["delivered"] = group.Sum(static traffic => traffic.Delivered),
            })]),
    };

    public static JsonObject Pricing(WorldTransaction world, MetaWaba waba, FieldList field)
    {
        var points = Select(world, waba, field)
            .SelectMany(traffic => traffic.Priced,
                (traffic, price) => (Start: Start(traffic, priceGrains, field), traffic.Phone, price.Key, price.Value))
            .GroupBy(static one => (one.Start, one.Phone, one.Key))
            .Select(group => PricePoint(group.Key.Start, group.Key.Phone, group.Key.Key, group.Sum(static one => one.Value), field));
        return new JsonObject { ["data"] = new JsonArray(new JsonObject { ["data_points"] = new JsonArray([.. points]) }) };
    }

    private static JsonObject PricePoint(long start, string phone, string price, int volume, FieldList field)
    {
        var parts = price.Split('|');
        return new JsonObject
        {
            ["start"] = start,
            ["end"] = End(start, priceGrains, field),
            ["phone_number"] = phone,
            ["country"] = parts[2],
            ["pricing_type"] = parts[1],
            ["pricing_category"] = parts[0],
            ["volume"] = volume,
            ["cost"] = parts[1] == "REGULAR" ? volume * 0.01m : 0m,
        };
    }

    private static IEnumerable<Traffic> Select(WorldTransaction world, MetaWaba waba, FieldList field)
    {
        var asked = field.Arguments.GetValueOrDefault("phone_numbers") is { Length: > 2 } list
            ? JsonSerializer.Deserialize<List<string>>(list.Replace('\'', '"'))!.Select(Control.Digits).ToHashSet()
            : null;
        var held = world.NumbersOf(waba.Id).Select(static number => number.Phone).ToHashSet();
        long start = Unix(field, "start")!.Value, end = Unix(field, "end")!.Value;
        return world.All<Traffic>().Where(traffic => held.Contains(traffic.Phone) && asked?.Contains(traffic.Phone) != false
            && traffic.Start >= start - 1799 && traffic.Start < end).OrderBy(static traffic => traffic.Start);
    }

    private static long Start(Traffic traffic, Dictionary<string, int> grains, FieldList field)
    {
        var seconds = grains[field.Arguments["granularity"]];
        return seconds == 0 ? Month(traffic.Start).ToUnixTimeSeconds() : traffic.Start / seconds * seconds;
    }

    private static long End(long start, Dictionary<string, int> grains, FieldList field)
    {
        var seconds = grains[field.Arguments["granularity"]];
        return seconds == 0 ? Month(start).AddMonths(1).ToUnixTimeSeconds() : start + seconds;
    }

    private static DateTimeOffset Month(long start)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(start);
        return new DateTimeOffset(moment.Year, moment.Month, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private static long? Unix(FieldList field, string name) =>
        long.TryParse(field.Arguments.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
