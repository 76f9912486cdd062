using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>Signed webhooks of 1 KB with one status each, of 64 numbers and 200,000 customers; every message id is another.</summary>
internal static class SampleWebhooks
{
    public const string Secret = "secret-of-the-benchmark";
    public const int Numbers = 64;
    public const int BodyBytes = 1024;
    private const int Customers = 200_000;

    public static string Phone(int number) => (919_800_000_000 + number).ToString(CultureInfo.InvariantCulture);

    public static string PhoneId(int number) => (881_200_334_450_000 + number).ToString(CultureInfo.InvariantCulture);

    public static byte[] Request(string path, long message, DateTimeOffset at)
    {
        var body = Body(message, at);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static byte[] Body(long message, DateTimeOffset at)
    {
        var number = (int)(message % Numbers);
        var status = message % 3 == 0 ? "delivered" : "sent";
        var text = $$"""
            {"object":"whatsapp_business_account","entry":[{"id":"730015500220011","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"{{Phone(number)}}","phone_number_id":"{{PhoneId(number)}}"},"statuses":[{"id":"wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS{{message:D20}}","status":"{{status}}","timestamp":"{{at.ToUnixTimeSeconds()}}","recipient_id":"{{14_155_550_000 + (message * 7919 % Customers)}}","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"},"biz_opaque_callback_data":"{{"{0}"}}"}]},"field":"messages"}]}]}
            """;
        var padding = BodyBytes - Encoding.UTF8.GetByteCount(text) + 3;
        return Encoding.UTF8.GetBytes(text.Replace("{0}", new string('x', padding), StringComparison.Ordinal));
    }
}
