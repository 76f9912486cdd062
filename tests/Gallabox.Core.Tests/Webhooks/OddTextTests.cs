using System.Text;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Texts that the JSON grammar lets pass and that are none: halves of surrogate pairs, and bytes that are no UTF-8.</summary>
public sealed class OddTextTests
{
    /// <summary>Stands in a test's text for a byte that no UTF-8 has.</summary>
    private const char OddByte = '\u00FF';

    private const string Good = """{"id":"wamid.A","status":"sent","timestamp":"1767000123","recipient_id":"14155550132"}""";

    public static TheoryData<string> Odd => [@"\ud800", @"\uDFFF", @"\ud800x\udc00", @"\ud800\ud800\udc00", @"a\/\uDBFF", "x" + OddByte, @"\/" + OddByte];

    public static TheoryData<string> Ids
    {
        get
        {
            var ids = new TheoryData<string>();
            foreach (var odd in Odd)
                foreach (var row in new[]
                {
                    $$"""{"id":"{{odd}}","status":"sent","timestamp":"1767000123"}""",
                    $$"""{"id":"w","status":"sent","timestamp":"1767000123","recipient_id":"{{odd}}"}""",
                    $$"""{"id":"w","status":"sent","timestamp":"1767000123","recipient_user_id":"{{odd}}"}""",
                    $$"""{"id":"w","status":"sent","timestamp":"1767000123","recipient_type":"{{odd}}","pricing":{"type":"{{odd}}","{{odd}}":1},"{{odd}}":"{{odd}}"}""",
                })
                    ids.Add(row);
            return ids;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_status_with_an_odd_id_or_word_counts_and_so_do_its_neighbours(string status)
    {
        var parsed = Of(Parsed.Body($"\"statuses\":[{Good},{status},{Good}]"));

        Assert.Equal(3, parsed.Events.Count);
        Assert.Empty(parsed.RawEvents);
        Assert.Equal(parsed.Events[1].Event, Of(Parsed.Body($"\"statuses\":[{status}]")).Events[0].Event);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_status_of_an_odd_kind_or_time_is_kept_beside_its_neighbours(string odd)
    {
        foreach (var status in new[]
        {
            $$"""{"id":"w","status":"{{odd}}","timestamp":"1767000123"}""",
            $$"""{"id":"w","status":"sent","timestamp":"{{odd}}"}""",
            $$"""{"{{odd}}":"w","status":"sent","timestamp":"1767000123"}""",
        })
        {
            var parsed = Of(Parsed.Body($"\"statuses\":[{Good},{status},{Good}]"));

            Assert.Equal(2, parsed.Events.Count);
            Assert.Equal(Bytes(status), Assert.Single(parsed.RawEvents, raw => raw.Field == RawFields.Status).Json.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_texts_of_messages_and_contacts_do_no_harm(string odd)
    {
        var parsed = Of(Parsed.Body($$"""
            "contacts":[{"wa_id":"{{odd}}","user_id":"{{odd}}","{{odd}}":1}],"{{odd}}":"{{odd}}",
            "messages":[{"from":"{{odd}}","id":"{{odd}}","timestamp":"1767000400","type":"{{odd}}","group_id":"{{odd}}","system":{"{{odd}}":"{{odd}}","wa_id":"{{odd}}"} }],
            "statuses":[{{Good}}]
            """));

        Assert.Contains(parsed.Events, item => item.Event.Kind is MessageEventKind.InboundDoubtful);
        Assert.Contains(parsed.Events, item => item.Event.Message == IdHash.Of("wamid.A"));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void An_entry_with_an_odd_id_is_counted_by_its_number(string odd)
    {
        var parsed = Of(Parsed.Body($"\"statuses\":[{Good}]", odd));

        Assert.Equal(("", "881200334455667"), (Assert.Single(parsed.Events).Route.WabaId, parsed.Events[0].Route.Id));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void An_odd_phone_number_id_leaves_the_displayed_number(string odd)
    {
        var parsed = Of(Parsed.Body($"\"statuses\":[{Good}]").Replace("881200334455667", odd, StringComparison.Ordinal));

        Assert.Equal(("", "919876543210"), (Assert.Single(parsed.Events).Route.Id, parsed.Events[0].Route.Display));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_change_of_an_odd_field_is_kept_beside_its_neighbours(string odd)
    {
        var change = $$"""{"field":"{{odd}}","value":{"{{odd}}":1},"{{odd}}":[]}""";
        var parsed = Of(Parsed.Body($"\"statuses\":[{Good}]").Replace("\"changes\":[", $"\"{odd}\":1,\"changes\":[{change},", StringComparison.Ordinal));

        Assert.Single(parsed.Events);
        Assert.Contains(parsed.RawEvents, raw => raw.Field == RawFields.Unknown && raw.Json.Span.SequenceEqual(Bytes(change)));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_partner_event_with_odd_texts_is_kept_whole(string odd)
    {
        foreach (var body in new[]
        {
            $$"""{"event":"{{odd}}","data":{"id":"ch"} }""", $$"""{"event":"x","data":{"id":"{{odd}}","client":{"id":"{{odd}}"} } }""", $$"""{"{{odd}}":1,"event":"x"}""",
        })
        {
            var writer = new PackedWriter();
            PartnerEventParser.Parse(Bytes(body), writer);
            var parsed = new Parsed();
            EventBatch.Read(writer.Written.Span, parsed);

            Assert.Equal(Bytes(body), Assert.Single(parsed.RawEvents).Json.ToArray());
            Assert.NotEqual(RawFields.Unreadable, parsed.RawEvents[0].Field);
        }
    }

    [Theory]
    [InlineData(@"\ud83d\ude00", "\U0001F600")]
    [InlineData(@"\u0041\uD7ff\/", "A\uD7FF/")]
    [InlineData(@"\\ud800", @"\ud800")]
    public void Sound_escapes_are_the_text_that_they_stand_for(string written, string text) =>
        Assert.Equal(
            IdHash.Of(text),
            Assert.Single(Parsed.OfValue($$"""  "statuses":[{"id":"{{written}}","status":"sent","timestamp":"1767000123"}]  """).Events).Event.Message);

    [Fact]
    public void However_deep_an_item_goes_its_neighbours_are_counted()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        var parsed = Parsed.OfValue($$"""  "statuses":[{{Good}},{{deep}},{"x":{{deep}},{{Good[1..]}}]  """);

        Assert.Equal(2, parsed.Events.Count);
        Assert.Equal(RawFields.Status, Assert.Single(parsed.RawEvents).Field);
    }

    [Fact]
    public void Of_a_body_that_is_no_json_nothing_is_taken_beside_the_whole()
    {
        var body = Parsed.Body($"\"statuses\":[{Good}]") + "x";
        var parsed = Parsed.Of(body);

        Assert.Empty(parsed.Events);
        Assert.Equal((RawFields.Unreadable, body), (Assert.Single(parsed.RawEvents).Field, Encoding.UTF8.GetString(parsed.RawEvents[0].Json.Span)));
    }

    private static Parsed Of(string body) => Parsed.Of(Bytes(body));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
