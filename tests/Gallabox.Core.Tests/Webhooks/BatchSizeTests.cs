using System.Text;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>However a body of the largest size is made, its batch fits the sinks (<see cref="IEventSink"/>), and what is in it is kept.</summary>
public sealed class BatchSizeTests
{
    private const int Most = (2 * WebhookOptions.MaxBody) + (256 * 1024);
    private const string Good = """{"id":"wamid.A","status":"sent","timestamp":"1767000123","recipient_id":"14155550132"}""";
    private const string Event = """{"id":1,"from":1,"timestamp":1}""";
    private static readonly string longId = new('7', 64);

    /// <summary>What stands around the many, and one of the many.</summary>
    public static TheoryData<string, string> Shapes
    {
        get
        {
            var change = $$"""{"entry":[{"id":"{{longId}}","time":1767000000,"changes":[*]}]}""";
            var value = $$"""{"entry":[{"id":"{{longId}}","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"{{longId}}"},*} }]}]}""";
            var shapes = new TheoryData<string, string>();
            foreach (var many in new[] { "1", "{}", "[]", "null", "\"\"", """{"field":"x"}""", """{"field":"security","value":{}}""", $$"""{"field":"{{new string('f', 120)}}"}""" })
                shapes.Add(change, many);
            foreach (var many in new[] { "1", "{}", "[]", """{"id":1}""", """{"changes":[1]}""", """{"id":1,"changes":[1]}""", """1,{"changes":[1]}""" })
                shapes.Add("""{"entry":[*]}""", many);
            foreach (var many in new[] { "1", "{}", """{"id":1}""", Event })
            {
                shapes.Add(value.Replace("*", "\"statuses\":[*]", StringComparison.Ordinal), many);
                shapes.Add(value.Replace("*", "\"messages\":[*]", StringComparison.Ordinal), many);
                shapes.Add("""{"statuses":[*]}""", many);
            }

            foreach (var many in new[] { "\"errors\":0", "\"statuses\":[1]", "\"statuses\":0", "\"a\":[0]", "\"statuses\":[1],\"messages\":[1],\"errors\":0" })
                shapes.Add(value, many);
            shapes.Add(value.Replace("*", $$"""
                "messages":[{{Event}}],"a":[1],"contacts":[*]
                """, StringComparison.Ordinal), """{"user_id":1,"wa_id":1}""");
            shapes.Add(change, """{"field":"messages","value":{"statuses":[1]}}""");
            return shapes;
        }
    }

    /// <summary>Values that count, with as little as can be around them.</summary>
    public static TheoryData<string> Values =>
    [
        $$"""{"field":"messages","value":{"messages":[{{Event}}]} }""",
        $$"""{"field":"messages","value":{"messages":[{{Event}}],"a":[0]} }""",
        $$"""{"field":"messages","value":{"messages":[{{Event}}]} },1""",
        $$"""{"field":"messages","value":{"metadata":{"phone_number_id":1},"messages":[{{Event}}],"a":[0]} },{"field":"x"}""",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Three_megabytes_of_small_things_fit(string around, string many)
    {
        var parsed = Parse(Filled(around, many), "", out var length);

        Assert.InRange(length, 1, Most);
        Assert.NotEqual(0, parsed.Events.Count + parsed.RawEvents.Count);
        Assert.InRange(parsed.RawEvents.Count, 0, 1001);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Three_megabytes_of_changes_with_one_event_each_fit_though_each_names_the_channel(string many)
    {
        var body = Filled($$"""{"entry":[{"id":"{{longId}}","time":1767000000,"changes":[*]}]}""", many);
        var parsed = Parse(body, longId, out var length);

        Assert.InRange(length, 1, Most);
        if (parsed.Events.Count == 0)
            Assert.Equal((RawFields.Overgrown, body.Length), (Assert.Single(parsed.RawEvents).Field, parsed.RawEvents[0].Json.Length));
    }

    [Theory]
    [InlineData("""{"entry":[{"changes":[*]}]}""", "1")]
    [InlineData("""{"entry":[*]}""", "{}")]
    public void The_rest_is_one_list_and_not_a_piece_is_missing(string around, string many)
    {
        var body = around.Replace("*", string.Join(',', Enumerable.Repeat(many, 2500)), StringComparison.Ordinal);
        var parsed = Parsed.Of(body);

        Assert.Equal(1001, parsed.RawEvents.Count);
        Assert.All(parsed.RawEvents.Take(1000), raw => Assert.Equal((RawFields.Unknown, many), (raw.Field, Text(raw))));
        Assert.Equal((RawFields.Rest, $"[{string.Join(',', Enumerable.Repeat(many, 1500))}]"), (parsed.RawEvents[1000].Field, Text(parsed.RawEvents[1000])));
    }

    [Fact]
    public void Unclear_statuses_without_number_are_kept_together_as_their_change_and_their_neighbours_are_counted()
    {
        var parsed = Parsed.OfValue($"\"statuses\":[{Good},{string.Join(',', Enumerable.Repeat("7", 1001))},{Good}]");

        Assert.Equal(2, parsed.Events.Count);
        Assert.Equal("messages", Assert.Single(parsed.RawEvents).Field);
    }

    [Fact]
    public void A_good_status_among_three_megabytes_of_bad_changes_is_counted()
    {
        var good = $$"""{"field":"messages","value":{"metadata":{"phone_number_id":"n1"},"statuses":[{{Good}}]} }""";

        Assert.Single(Parse(Filled($$"""{"entry":[{"changes":[*,{{good}}]}]}""", "1"), "", out _).Events);
    }

    [Fact]
    public void The_next_webhook_has_the_count_of_pieces_for_itself()
    {
        _ = Parsed.Of("{\"entry\":[" + string.Join(',', Enumerable.Repeat("1", 2500)));

        Assert.Equal(RawFields.Unknown, Assert.Single(Parsed.Of("{\"entry\":[1]}").RawEvents).Field);
    }

    private static Parsed Parse(byte[] body, string channel, out int length)
    {
        var writer = new PackedWriter();
        WebhookParser.Parse(body, EventSource.Meta, Encoding.UTF8.GetBytes(channel), writer);
        length = writer.Length;
        var parsed = new Parsed();
        EventBatch.Read(writer.Written.Span, parsed);
        writer.Release();
        return parsed;
    }

    private static byte[] Filled(string around, string many)
    {
        var count = (WebhookOptions.MaxBody - around.Length + 1) / (many.Length + 1);
        var body = new StringBuilder(many, WebhookOptions.MaxBody).Insert(many.Length, "," + many, count - 1);
        return Encoding.UTF8.GetBytes(around.Replace("*", body.ToString(), StringComparison.Ordinal));
    }

    private static string Text(RawEvent raw) => Encoding.UTF8.GetString(raw.Json.Span);
}
