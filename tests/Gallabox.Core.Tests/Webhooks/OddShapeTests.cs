using System.Text;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Whatever shape a webhook has, each event of it is counted or kept raw.</summary>
public sealed class OddShapeTests
{
    private const string Good = """{"id":"wamid.A","status":"sent","timestamp":"1767000123","recipient_id":"14155550132"}""";
    private const string Played = """{"id":"w","status":"played","timestamp":"1767000123"}""";
    private const string Metadata = "\"metadata\":{\"phone_number_id\":\"n1\"}";

    [Theory]
    [InlineData("\"statuses\":{}", 0)]
    [InlineData("\"statuses\":" + Good, 0)]
    [InlineData("\"statuses\":7", 0)]
    [InlineData("\"statuses\":null", 0)]
    [InlineData("\"statuses\":[]", 0)]
    [InlineData("\"messages\":\"x\"", 0)]
    [InlineData("\"calls\":[{\"id\":1}]", 0)]
    [InlineData("\"contacts\":[{\"wa_id\":\"1\",\"user_id\":\"IN.1\"}]", 0)]
    [InlineData("\"statuses\":[" + Good + "],\"calls\":[{\"id\":1}],\"more\":[1]", 1)]
    [InlineData("\"calls\":[[]],\"statuses\":[" + Good + ",7]", 1)]
    [InlineData("\"statuses\":[" + Played + "],\"calls\":[1]", 0)]
    [InlineData("\"statuses\":[" + Good + "],\"messages\":{\"id\":1}", 1)]
    [InlineData("\"statuses\":[" + Good + "],\"contacts\":{\"wa_id\":1}", 1)]
    [InlineData("\"contacts\":[7],\"statuses\":[" + Good + "]", 1)]
    public void A_value_of_an_odd_shape_keeps_its_change_once(string members, int counted)
    {
        var change = $$"""{"value":{ {{Metadata}},{{members}} },"field":"messages"}""";
        var parsed = Parsed.Of(Entry("\"id\":\"1\",\"changes\":[" + change + "]"));

        Assert.Equal(counted, parsed.Events.Count);
        AssertKept(parsed, "messages", change);
        Assert.Equal("1", parsed.RawEvents[0].EntryId);
    }

    [Theory]
    [InlineData("\"statuses\":[" + Good + "],\"calls\":[],\"groups\":null,\"conversation\":{}")]
    [InlineData("\"statuses\":[" + Good + "],\"messages\":null,\"contacts\":null,\"errors_of\":7")]
    [InlineData("\"statuses\":[" + Good + "," + Played + "],\"messages\":[],\"contacts\":[]")]
    public void What_says_nothing_is_not_kept(string members)
    {
        var parsed = Parsed.OfValue(members);

        Assert.Single(parsed.Events);
        Assert.Empty(parsed.RawEvents);
    }

    [Fact]
    public void A_known_status_without_a_figure_is_not_kept_either() => Assert.Empty(Parsed.OfValue($"\"statuses\":[{Played}]").RawEvents);

    [Theory]
    [InlineData("\"statuses\":[" + Good + "]")]
    [InlineData("\"statuses\":[" + Good + "],\"metadata\":7")]
    [InlineData("\"statuses\":[" + Good + "],\"metadata\":{\"phone_number_id\":\"\\ud800\",\"display_phone_number\":[]}")]
    public void Events_of_nobody_are_kept_as_their_change(string members)
    {
        var change = $$"""{"value":{ {{members}} },"field":"messages"}""";
        var parsed = Parsed.Of(Entry("\"id\":\"1\",\"changes\":[" + change + "]"));

        Assert.Empty(parsed.Events);
        AssertKept(parsed, "messages", change);
    }

    [Theory]
    [InlineData("{\"value\":{" + Metadata + ",\"statuses\":[" + Good + "]},\"value\":{},\"field\":\"messages\"}", 1)]
    [InlineData("{\"value\":{" + Metadata + ",\"statuses\":[" + Good + "]},\"field\":\"messages\",\"values\":[{}]}", 1)]
    [InlineData("{\"value\":[" + Good + "],\"field\":\"messages\"}", 0)]
    [InlineData("{\"field\":\"messages\"}", 0)]
    public void A_change_with_more_than_its_value_is_kept_once(string change, int counted)
    {
        var parsed = Parsed.Of(Entry("\"id\":\"1\",\"changes\":[" + change + "]"));

        Assert.Equal(counted, parsed.Events.Count);
        AssertKept(parsed, "messages", change);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("[[1]]")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"1\"}")]
    [InlineData("{\"id\":\"1\",\"changes\":{\"field\":\"messages\"}}")]
    [InlineData("{\"id\":\"1\",\"changes\":null}")]
    [InlineData("{\"id\":\"1\",\"changes\":7}")]
    [InlineData("{\"id\":\"1\",\"changes\":[]}")]
    [InlineData("{\"id\":\"1\",\"messaging\":[{\"sender\":1}]}")]
    public void An_entry_of_an_odd_shape_is_kept_beside_its_neighbours(string odd)
    {
        var good = $$"""{"id":"1","changes":[{"value":{ {{Metadata}},"statuses":[{{Good}}]},"field":"messages"}]}""";
        var parsed = Parsed.Of($$"""{"entry":[{{good}},{{odd}},{{good}}]}""");

        Assert.Equal(2, parsed.Events.Count);
        AssertKept(parsed, RawFields.Unknown, odd);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_change_of_an_odd_shape_is_kept(string odd) => AssertKept(Parsed.Of(Entry("\"changes\":[" + odd + "]")), RawFields.Unknown, odd);

    [Fact]
    public void A_list_that_nobody_knows_keeps_its_entry_beside_what_was_counted_of_it()
    {
        var entry = $$"""{"id":"1","changes":[{"value":{ {{Metadata}},"statuses":[{{Good}}]},"field":"messages"}],"standby":[1]}""";
        var parsed = Parsed.Of($$"""{"entry":[{{entry}}]}""");

        Assert.Single(parsed.Events);
        AssertKept(parsed, RawFields.Unknown, entry);
    }

    [Theory]
    [InlineData("{\"entry\":{}}", 0)]
    [InlineData("{\"entry\":{\"changes\":[]}}", 0)]
    [InlineData("{\"entry\":\"x\"}", 0)]
    [InlineData("{\"entry\":null}", 0)]
    [InlineData("{\"entry\":[]}", 0)]
    [InlineData("{\"statuses\":{}}", 0)]
    [InlineData("{\"statuses\":" + Good + "}", 0)]
    [InlineData("{\"messages\":7}", 0)]
    [InlineData("{\"statuses\":[" + Good + "],\"calls\":[1]}", 1)]
    [InlineData("{\"statuses\":[" + Good + "],\"entry\":7}", 1)]
    [InlineData("7", 0)]
    [InlineData("null", 0)]
    public void A_body_of_an_odd_shape_is_kept_once(string body, int counted)
    {
        var parsed = Parsed.Of(body, EventSource.Dialog360Number, "ch");

        Assert.Equal(counted, parsed.Events.Count);
        AssertKept(parsed, RawFields.Unknown, body);
        Assert.Equal("ch", parsed.RawEvents[0].EntryId);
    }

    [Theory]
    [InlineData("\"statuses\":[" + Good + "]")]
    [InlineData("\"calls\":[1]")]
    [InlineData("\"entry\":7")]
    public void What_stands_beside_the_entries_keeps_the_body(string member)
    {
        var body = $$"""{"entry":[{"id":"1","changes":[{"value":{ {{Metadata}},"statuses":[{{Good}}]},"field":"messages"}]}],{{member}}}""";
        var parsed = Parsed.Of(body);

        Assert.Single(parsed.Events);
        AssertKept(parsed, RawFields.Unknown, body);
    }

    private static void AssertKept(Parsed parsed, string field, string json)
    {
        var raw = Assert.Single(parsed.RawEvents);
        Assert.Equal((field, json), (raw.Field, Encoding.UTF8.GetString(raw.Json.Span)));
    }

    private static string Entry(string members) => "{\"entry\":[{" + members + "}]}";
}
