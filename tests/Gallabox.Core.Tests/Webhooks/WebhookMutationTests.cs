using System.Text;
using System.Text.Json;
using CsCheck;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Whatever a valid webhook is turned into, it is taken, and what was left alone is counted. CsCheck prints the seed of a failure.</summary>
public sealed class WebhookMutationTests
{
    private const string Metadata = "\"metadata\":{\"display_phone_number\":\"919876543210\",\"phone_number_id\":\"881200334455667\"}";
    private const string Status = """{"id":"wamid.X","status":"delivered","timestamp":"1767000123","recipient_id":"14155550132","recipient_user_id":"IN.1","recipient_type":"group","pricing":{"billable":true,"type":"regular"},"errors":[{"code":1}]}""";
    private const string Message = """{"from":"14155550132","from_user_id":"IN.1","id":"wamid.Y","timestamp":"1767000400","type":"system","group_id":"g","system":{"wa_id":"1"}}""";
    private const string Contact = """{"profile":{"name":"M"},"wa_id":"14155550132","user_id":"IN.1"}""";
    private const string Account = """{"value":{"event":"ACCOUNT_DELETED"},"field":"account_update"}""";
    private static readonly string first = Good("first");
    private static readonly string second = Good("second");

    /// <summary>A body with a place for something that is turned into another thing, and what it was.</summary>
    private static readonly (string Around, string Target)[] places =
    [
        (Body($"\"statuses\":[{first},*,{second}]"), Status),
        (Body($"\"messages\":[*],\"contacts\":[{Contact}],\"statuses\":[{first},{second}]"), Message),
        (Body($"\"statuses\":[{first}],\"contacts\":[*],\"statuses\":[{second}]"), Contact),
        (Body($"\"statuses\":[{first},{second}],\"messages\":*,\"errors\":[]"), $"[{Message}]"),
        (Body($"\"statuses\":[{first},{second}]").Replace("\"changes\":[", "\"changes\":[*,", StringComparison.Ordinal), Account),
        (Body($"\"statuses\":[{first},{second}]").Replace("\"id\":\"7300\"", "\"id\":*", StringComparison.Ordinal), "\"7300\""),
        (Body($"\"statuses\":[{first},{second}]").Replace("\"entry\":[", "\"entry\":[*,", StringComparison.Ordinal), $$"""{"id":"1","time":1,"changes":[{{Account}}]}"""),
        (Body($"\"statuses\":[{first},{second}]").Replace("\"entry\":", "\"x\":*,\"entry\":", StringComparison.Ordinal), "[1]"),
    ];

    [Fact]
    public void What_is_beside_an_item_that_was_turned_into_another_is_counted() =>
        Gen.Select(Gen.OneOf(places), Mutations.Some).Sample(
            (place, some) =>
            {
                var target = Mutations.Apply(Encoding.Latin1.GetBytes(place.Target), some);
                var parsed = Take(Encoding.Latin1.GetBytes(place.Around.Replace("*", Encoding.Latin1.GetString(target), StringComparison.Ordinal)));
                return !IsOneValue(target) || (Has(parsed, "first") && Has(parsed, "second"));
            },
            iter: 20_000);

    [Fact]
    public void Any_body_is_taken_and_leaves_something() =>
        Gen.Select(Gen.OneOf(places), Mutations.Some).Sample(
            (place, some) => Take(Mutations.Apply(Encoding.Latin1.GetBytes(place.Around.Replace("*", place.Target, StringComparison.Ordinal)), some)) is var parsed
                && parsed.Events.Count + parsed.RawEvents.Count > 0,
            iter: 20_000);

    [Fact]
    public void Any_partner_event_is_kept_whole() =>
        Mutations.Some.Sample(
            some =>
            {
                var body = Mutations.Apply(Encoding.UTF8.GetBytes("""{"id":"e","event":"channel_running","data":{"id":"ch","client":{"id":"cl"},"status":"ready"}}"""), some);
                var writer = new PackedWriter();
                PartnerEventParser.Parse(body, writer);
                var parsed = new Parsed();
                EventBatch.Read(writer.Written.Span, parsed);
                writer.Release();
                return parsed.RawEvents.Count == 1 && parsed.RawEvents[0].Json.Span.SequenceEqual(body);
            },
            iter: 10_000);

    private static Parsed Take(byte[] body) => Parsed.Of(body, EventSource.Dialog360Number, "ch");

    private static bool Has(Parsed parsed, string id) => parsed.Events.Count(item => item.Event.Message == IdHash.Of(id)) == 1;

    private static bool IsOneValue(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100_000 });
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Good(string id) => $$"""{"id":"{{id}}","status":"sent","timestamp":"1767000123","recipient_id":"1"}""";

    private static string Body(string members) => $$"""
        {"object":"whatsapp_business_account","entry":[{"id":"7300","changes":[{"value":{ {{Metadata}},{{members}}},"field":"messages"}]}]}
        """;
}
