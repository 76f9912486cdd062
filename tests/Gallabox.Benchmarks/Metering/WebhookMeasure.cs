using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Tables;
using EventLog = Gallabox.Local.Queue.EventLog;

namespace Gallabox.Benchmarks.Metering;

/// <summary>Webhooks of 1000 statuses: signature checked, parsed, committed to the log, counted; one after another, so on one core.</summary>
internal static class WebhookMeasure
{
    private const int Statuses = 1000;
    private const int Webhooks = 400;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-webhooks").FullName;
        try
        {
            await using var tables = SqliteTableStore.Open(folder);
            using var log = EventLog.Open(Path.Combine(folder, "events"));
            var meter = new Meter(tables, new MeterOptions(), TimeProvider.System);
            var now = TimeProvider.System.GetUtcNow();
            await MeasureAsync(log, meter, [.. Enumerable.Range(0, 50).Select(index => Encoding.UTF8.GetBytes(Body(index, now)))]);
            byte[][] bodies = [.. Enumerable.Range(50, Webhooks).Select(index => Encoding.UTF8.GetBytes(Body(index, now)))];
            var (wall, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await MeasureAsync(log, meter, bodies);
            var (clock, used) = (wall.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            const double All = (double)Webhooks * Statuses;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"1000-status webhooks: {All / clock:N0} statuses/s by the clock, {All / used:N0} per second of processor time"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(EventLog log, Meter meter, byte[][] bodies)
    {
        var signature = new WebhookSignature(SignatureForm.Prefixed, ["secret"]);
        var number = new MeteredNumber(PhoneNumber.Parse("+919800000000"), "phone:+919800000000");
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

    private static string Body(int webhook, DateTimeOffset at)
    {
        var statuses = Enumerable.Range(0, Statuses).Select(index => $$"""
            {"id":"wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgS{{webhook}}.{{index}}","status":"sent","timestamp":"{{at.ToUnixTimeSeconds()}}","recipient_id":"{{14155550000 + index}}","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"} }
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
