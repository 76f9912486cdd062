using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Gallabox.Benchmarks.Memory;

/// <summary>
/// An hour's traffic of many numbers: webhooks of 100 changes, each of another number with 10 statuses: five messages <c>sent</c>
/// and <c>delivered</c>, each to another customer.
/// </summary>
/// <param name="statuses">In all; every number gets equally many.</param>
internal sealed class HourOfLoad(int statuses, DateTimeOffset end)
{
    public const int Numbers = 100_000;
    public const string Secret = "secret-of-the-benchmark";
    private const int Changes = 100;
    private const int Messages = 5;
    private const int StatusesAWebhook = Changes * Messages * 2;

    private static readonly byte[] secret = Encoding.UTF8.GetBytes(Secret);

    public int Webhooks => statuses / StatusesAWebhook;

    /// <summary>How many messages and customers each number must have at the end.</summary>
    public int MessagesANumber => statuses / Numbers / 2;

    public static string Phone(int number) => (919_700_000_000 + number).ToString(CultureInfo.InvariantCulture);

    public static string PhoneId(int number) => (882_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    public HttpRequestMessage Request(int webhook)
    {
        var body = Encoding.UTF8.GetBytes(Body(webhook));
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("webhooks/meta", UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)));
        return request;
    }

    private string Body(int webhook)
    {
        const int Turn = Numbers / Changes;
        var at = end.AddSeconds(-3600.0 * (Webhooks - webhook) / Webhooks).ToUnixTimeSeconds();
        var body = new StringBuilder(250_000).Append("""{"object":"whatsapp_business_account","entry":[{"id":"730015500220011","changes":[""");
        for (var change = 0; change < Changes; change++)
        {
            var number = (webhook % Turn * Changes) + change;
            body.Append(change == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""
                {"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"{{Phone(number)}}","phone_number_id":"{{PhoneId(number)}}"},"statuses":[
                """);
            for (var message = 0; message < Messages; message++)
                AppendStatuses(body, message == 0 ? "" : ",", number, (webhook / Turn * Messages) + message, at);
            body.Append("]}}");
        }

        return body.Append("]}]}").ToString();
    }

    private static void AppendStatuses(StringBuilder body, string comma, int number, int message, long at)
    {
        foreach (var status in (string[])["sent", "delivered"])
        {
            body.Append(comma).Append(CultureInfo.InvariantCulture, $$$"""
                {"id":"wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS{{{number:D6}}}.{{{message:D6}}}","status":"{{{status}}}","timestamp":"{{{at}}}","recipient_id":"{{{14_000_000_000 + (number * 1000L) + message}}}","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"}}
                """);
            comma = ",";
        }
    }
}
