using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Tables;
using EventLog = Gallabox.Local.Queue.EventLog;

namespace Gallabox.Benchmarks.Metering;

/// <summary>Webhooks of 1000 statuses: signature checked, parsed, committed to the log, counted; one after another, so on one core. Of each
/// customer of 100,000 come several deliveries.</summary>
internal static class WebhookMeasure
{
    private const int Statuses = 1000;
    private const int Webhooks = 200;
    private const int Rounds = 5;

    /// <summary>Rounds until everything that runs is compiled for good.</summary>
    private const int WarmUp = 4;

    /// <param name="status"><c>sent</c>, which counts messages, or <c>delivered</c>, which counts customers.</param>
    public static async Task RunAsync(string status)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-webhooks").FullName;
        try
        {
            await using var tables = SqliteTableStore.Open(folder);
            using var log = EventLog.Open(Path.Combine(folder, "events"));
            var meter = new Meter(tables, new MeterOptions(), TimeProvider.System);
            var now = TimeProvider.System.GetUtcNow();
            var rates = new List<(double Clock, double Cpu)>();
            for (var round = 0; round < WarmUp + Rounds; round++)
            {
                byte[][] bodies = [.. Enumerable.Range(round * Webhooks, Webhooks).Select(index => Encoding.UTF8.GetBytes(Body(index, status, now)))];
                var (wall, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                await MeasureAsync(log, meter, bodies);
                rates.Add((Webhooks * Statuses / wall.Elapsed.TotalSeconds, Webhooks * Statuses / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
            }

            rates.RemoveRange(0, WarmUp);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                webhooks of 1000 {status}: {rates.Order().ElementAt(Rounds / 2).Clock:N0} statuses/s by the clock, {rates.OrderBy(rate => rate.Cpu).ElementAt(Rounds / 2).Cpu:N0} per second of processor time [{rates.Min(rate => rate.Cpu):N0}..{rates.Max(rate => rate.Cpu):N0}]
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(EventLog log, Meter meter, byte[][] bodies)
    {
        var signature = new WebhookSignature(SignatureForm.Prefixed, ["secret"]);
        var number = new MeteredNumber(PhoneNumber.Parse("+919800000000"), null);
        foreach (var body in bodies)
        {
            _ = signature.Passes(body, "sha256=" + new string('0', 64));
            var batch = new PackedWriter(Statuses * 32);
            WebhookParser.Parse(body, EventSource.Meta, [], batch);
            await log.AcceptAsync(batch.Written, CancellationToken.None);
            var collected = new Collected();
            EventBatch.Read(batch.Written.Span, collected);
            await meter.CountAsync([new NumberEvents(number, collected.Events)], CancellationToken.None);
            batch.Release();
        }
    }

    private static string Body(int webhook, string status, DateTimeOffset at)
    {
        var statuses = Enumerable.Range(0, Statuses).Select(index => $$"""
            {"id":"wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS{{webhook}}.{{index}}","status":"{{status}}","timestamp":"{{at.ToUnixTimeSeconds() - webhook}}","recipient_id":"{{14_155_550_000 + ((webhook % 100) * Statuses) + index}}","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"} }
            """);
        return $$"""
            {"object":"whatsapp_business_account","entry":[{"id":"73","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"919800000000","phone_number_id":"1"},"statuses":[{{string.Join(',', statuses)}}]},"field":"messages"}]}]}
            """;
    }

    private sealed class Collected : IEventVisitor
    {
        public List<MessageEvent> Events { get; } = [];

        public void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events)
        {
            var reader = new PackedReader(events);
            for (; count > 0; count--)
                Events.Add(MessageEvent.Read(ref reader));
        }

        public void Raw(RawEvent raw) => throw new InvalidOperationException("Everything is understood here.");
    }
}
