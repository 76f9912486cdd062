using System.Text;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Awkward webhooks: the rows of facts 11 that the edge decides.</summary>
public sealed class WebhookParserTests
{
    private const string Sent = """{"id":"wamid.A","status":"sent","timestamp":"1767000123","recipient_id":"14155550132","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"}}""";

    [Fact]
    public void Row_1_each_change_of_each_entry_is_handled_alone_and_poison_stays_alone()
    {
        var parsed = Parsed.Of($$"""
            {"object":"whatsapp_business_account","entry":[
              {"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"n1"},"statuses":[{{Sent}}]} },
                                   {"field":"messages","value":"poison"}, 17, {"value":{"event":"ACCOUNT_DELETED"},"field":"account_update"}]},
              "poison",
              {"id":"2","time":1767000000,"changes":[{"value":{"decision":"APPROVED"},"field":"account_review_update"}]},
              {"changes":[{"value":{"statuses":[{{Sent}}, {"id":7,"status":[]}, {{Sent}}],"metadata":{"phone_number_id":"n2"} },"field":"messages"}],"id":"3"}]}
            """);

        Assert.Equal(["n1", "n2", "n2"], parsed.Events.Select(item => item.Route.Id));
        Assert.Equal(["1", "3", "3"], parsed.Events.Select(item => item.Route.WabaId));
        Assert.Equal(
            ["messages", "unknown", "account_update", "unknown", "account_review_update", RawFields.Status], parsed.RawEvents.Select(raw => raw.Field));
        Assert.Equal(1767000000, parsed.RawEvents[4].EntryTime);
        Assert.Equal("""{"id":7,"status":[]}""", Encoding.UTF8.GetString(parsed.RawEvents[5].Json.Span));
    }

    [Fact]
    public void An_account_event_has_its_entrys_time_also_where_that_stands_behind()
    {
        var raw = Assert.Single(Parsed.Of("""{"entry":[{"changes":[{"value":{"event":"X"},"field":"account_update"}],"time":1767000007,"id":"5"}]}""").RawEvents);

        Assert.Equal(("5", 1767000007), (raw.EntryId, raw.EntryTime));
    }

    [Fact]
    public void Row_2_all_of_four_hundred_statuses_are_visited()
    {
        var statuses = Enumerable.Range(0, 400).Select(index => Sent.Replace("wamid.A", "wamid." + index % 397, StringComparison.Ordinal));

        var parsed = Parsed.OfValue($"\"statuses\":[{string.Join(',', statuses)}]");

        Assert.Equal(400, parsed.Events.Count);
        Assert.Equal(397, parsed.Events.Select(item => item.Event.Message).Distinct().Count());
    }

    [Theory]
    [InlineData("sent", MessageEventKind.Sent)]
    [InlineData("delivered", MessageEventKind.Delivered)]
    [InlineData("read", MessageEventKind.Delivered)]
    [InlineData("failed", MessageEventKind.Failed)]
    public void Row_3_each_status_is_an_event_of_its_own_whatever_came_before(string status, MessageEventKind kind) =>
        Assert.Equal(kind, Assert.Single(Parsed.OfValue($"\"statuses\":[{Sent.Replace("sent", status, StringComparison.Ordinal)}]").Events).Event.Kind);

    [Fact]
    public void Rows_5_and_12_a_failure_with_few_members_is_kept()
    {
        var parsed = Parsed.OfValue("""
            "statuses":[{"id":"wamid.F","status":"failed","timestamp":"1767000300","recipient_id":"14155550132","errors":[{"code":131042,"href":"/docs"}]}]
            """);

        var failed = Assert.Single(parsed.Events).Event;
        Assert.Equal(IdHash.Of("14155550132"), failed.Phone);
        Assert.Equal(0UL, failed.User);
    }

    [Fact]
    public void Row_6_errors_alone_are_kept_as_an_account_error()
    {
        var raw = Assert.Single(Parsed.OfValue("""  "errors":[{"code":130429,"title":"Rate limit"}]  """).RawEvents);

        Assert.Equal((RawFields.Errors, "881200334455667"), (raw.Field, raw.EntryId));
    }

    [Theory]
    [InlineData("""{"billable":true,"type":"regular","category":"authentication-international"}""", true)]
    [InlineData("""{"type":"regular","category":"marketing_lite"}""", true)]
    [InlineData("""{"billable":false,"type":"free_customer_service"}""", false)]
    [InlineData("""{"billable":true,"pricing_model":"CBP","category":"referral_conversion"}""", true)]
    [InlineData("""{"billable":true,"type":"free_entry_point"}""", false)]
    [InlineData("""{"type":{"new":1},"billable":"yes"}""", false)]
    public void Rows_7_and_8_only_what_meta_bills_is_paid_and_new_words_do_no_harm(string pricing, bool paid)
    {
        var parsed = Parsed.OfValue($$"""
            "statuses":[{"id":"w","status":"delivered","timestamp":1767000123,"recipient_id":"1","conversation":{"id":"c","expiration_timestamp":"1"},"pricing":{{pricing}}}]
            """);

        var item = Assert.Single(parsed.Events).Event;
        Assert.True(item.Has(MessageEventTraits.Priced));
        Assert.Equal(paid, item.Has(MessageEventTraits.Paid));
    }

    [Fact]
    public void Row_8_a_read_without_pricing_is_no_delivery() =>
        Assert.False(Assert.Single(Parsed.OfValue("""  "statuses":[{"id":"w","status":"read","timestamp":"1767000123","recipient_id":"1"}]  """).Events).Event
            .Has(MessageEventTraits.Priced));

    [Theory]
    [InlineData("\"1767000123\"", 1767000123)]
    [InlineData("1767000123", 1767000123)]
    [InlineData("\"4000000000\"", 4000000000)]
    public void Row_9_timestamps_are_text_or_number(string timestamp, uint expected) =>
        Assert.Equal(expected, Assert.Single(Parsed.OfValue($$"""  "statuses":[{"id":"w","status":"sent","timestamp":{{timestamp}}}]  """).Events).Event.At);

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("null")]
    [InlineData("1767000123000")]
    [InlineData("{}")]
    public void A_status_without_a_time_is_kept_raw(string timestamp) =>
        Assert.Equal(RawFields.Status, Assert.Single(Parsed.OfValue($$"""  "statuses":[{"id":"w","status":"sent","timestamp":{{timestamp}}}]  """).RawEvents).Field);

    [Theory]
    [InlineData("")]
    [InlineData("\"from\":\"\",")]
    [InlineData("\"from\":null,")]
    public void Row_10_without_a_wa_id_the_user_id_is_the_key(string from)
    {
        var item = Assert.Single(Parsed.OfValue($$"""  "messages":[{ {{from}} "from_user_id":"IN.90071992547","id":"w","timestamp":"1767000200","type":"text"}]  """).Events).Event;

        Assert.Equal((IdHash.Of("IN.90071992547"), 0UL), (item.User, item.Phone));
    }

    [Fact]
    public void Row_11_a_contact_with_both_ids_joins_them()
    {
        var item = Assert.Single(Parsed.OfValue("""
            "contacts":[{"profile":{"name":"Mo\u0000"},"wa_id":"14155550132","user_id":"IN.1"}],
            "messages":[{"from_user_id":"IN.1","id":"w","timestamp":"1767000200","type":"text"}]
            """).Events).Event;

        Assert.Equal((IdHash.Of("IN.1"), IdHash.Of("14155550132")), (item.User, item.Phone));
    }

    [Fact]
    public void Contacts_behind_their_messages_join_as_well()
    {
        var parsed = Parsed.OfValue("""
            "messages":[{"from_user_id":"IN.1","id":"w","timestamp":"1767000200","type":"text"}],"contacts":[{"wa_id":"1415","user_id":"IN.1"}]
            """);

        Assert.Equal([MessageEventKind.Inbound, MessageEventKind.Linked], parsed.Events.Select(item => item.Event.Kind));
        Assert.Equal((IdHash.Of("IN.1"), IdHash.Of("1415")), (parsed.Events[1].Event.User, parsed.Events[1].Event.Phone));
    }

    [Fact]
    public void Row_13_a_group_is_no_customer() =>
        Assert.True(Assert.Single(Parsed.OfValue("""
            "statuses":[{"id":"w","status":"delivered","timestamp":"1767000123","recipient_id":"G1","recipient_type":"group","recipient_participant_id":"1","pricing":{"type":"regular"}}]
            """).Events).Event.Has(MessageEventTraits.Group));

    [Theory]
    [InlineData("""{"type":"user_changed_number","wa_id":"14155550199","body":"..."}""", "14155550199")]
    [InlineData("""{"type":"user_changed_user_id","user_id":"IN.2"}""", "IN.2")]
    public void Row_14_a_changed_id_links_old_and_new(string system, string renamed)
    {
        var item = Assert.Single(Parsed.OfValue($$"""
            "messages":[{"from":"14155550132","id":"w","timestamp":"1767000400","type":"system","system":{{system}}}]
            """).Events).Event;

        Assert.Equal((MessageEventKind.Linked, IdHash.Of("14155550132"), IdHash.Of(renamed)), (item.Kind, item.User, item.Phone));
    }

    [Theory]
    [InlineData("text", MessageEventKind.Inbound)]
    [InlineData("button", MessageEventKind.Inbound)]
    [InlineData("unsupported", MessageEventKind.InboundDoubtful)]
    [InlineData("edit", MessageEventKind.InboundDoubtful)]
    [InlineData("revoke", MessageEventKind.InboundDoubtful)]
    [InlineData("request_welcome", MessageEventKind.InboundDoubtful)]
    [InlineData("hologram", MessageEventKind.InboundDoubtful)]
    public void Row_15_unclear_types_are_told_apart(string type, MessageEventKind kind) =>
        Assert.Equal(kind, Assert.Single(Parsed.OfValue($$"""  "messages":[{"from":"1415","id":"w","timestamp":"1767000400","type":"{{type}}"}]  """).Events).Event.Kind);

    [Fact]
    public void Row_22_a_byte_order_mark_duplicate_keys_and_nul_do_no_harm()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Parsed.Body($$"""
            "contacts":[{"profile":{"name":"a\u0000b"},"wa_id":"1"}],"statuses":[{{Sent}}],"statuses":[{{Sent}}],"metadata":{"phone_number_id":"again"}
            """))];

        var parsed = Parsed.Of(body);

        Assert.Equal(2, parsed.Events.Count);
        Assert.Empty(parsed.RawEvents);
    }

    [Fact]
    public void Row_22_three_megabytes_are_read()
    {
        var statuses = string.Join(',', Enumerable.Range(0, 1000).Select(index =>
            Sent.Replace("wamid.A", "wamid." + index, StringComparison.Ordinal).Replace("\"billable\"", $"\"padding\":\"{new string('x', 2800)}\",\"billable\"", StringComparison.Ordinal)));

        Assert.Equal(1000, Parsed.OfValue($"\"statuses\":[{statuses}]").Events.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"entry\":[")]
    [InlineData("{\"entry\":[]} x")]
    [InlineData("[1] x")]
    [InlineData("7 {}")]
    public void What_is_no_json_is_kept_whole(string body)
    {
        var raw = Assert.Single(Parsed.Of(body).RawEvents);

        Assert.Equal((RawFields.Unreadable, body), (raw.Field, Encoding.UTF8.GetString(raw.Json.Span)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"hello\":1}")]
    [InlineData("{\"entry\":7}")]
    public void Json_of_another_shape_is_kept_whole(string body) => Assert.Equal(RawFields.Unknown, Assert.Single(Parsed.Of(body).RawEvents).Field);

    [Fact]
    public void The_old_top_level_shape_belongs_to_the_channel_that_was_called()
    {
        var parsed = Parsed.Of($$"""{"statuses":[{{Sent}}],"messages":[{"from":"1415","id":"w","timestamp":"1767000400","type":"text"}]}""", EventSource.Dialog360Number, "kR7pQ2CH");

        Assert.Equal(2, parsed.Events.Count);
        Assert.All(parsed.Events, item => Assert.Equal("kR7pQ2CH", item.Route.Channel));
    }

    [Fact]
    public void Escaped_ids_are_the_same_as_plain_ones() =>
        Assert.Equal(
            IdHash.Of("wamid.a/b="),
            Assert.Single(Parsed.OfValue("""  "statuses":[{"id":"wamid.a\/b\u003d","status":"sent","timestamp":"1767000123"}]  """).Events).Event.Message);

    [Theory]
    [InlineData("")]
    [InlineData(@"\/")]
    public void An_id_of_any_length_is_an_id(string end)
    {
        var id = new string('w', 2000) + end;

        Assert.Equal(IdHash.Of(id), Assert.Single(Parsed.OfValue($$"""  "statuses":[{"id":"{{id}}","status":"sent","timestamp":"1767000123"}]  """).Events).Event.Message);
    }

    [Fact]
    public void An_unknown_status_is_kept_raw_and_a_known_one_without_a_figure_is_passed_over()
    {
        var parsed = Parsed.OfValue("""
            "statuses":[{"id":"w","status":"hovered","timestamp":"1767000123"},{"id":"w","status":"played","timestamp":"1767000123"}]
            """);

        Assert.Empty(parsed.Events);
        Assert.Equal(RawFields.Status, Assert.Single(parsed.RawEvents).Field);
    }
}
