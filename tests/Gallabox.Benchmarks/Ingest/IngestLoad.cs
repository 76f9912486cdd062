using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>What one run of load came to.</summary>
/// <param name="Requests">Answered in the measured seconds.</param>
/// <param name="All">Answered at all, with those of the warm-up.</param>
/// <param name="Sent">Different messages with a <c>sent</c> status that were answered with 200.</param>
/// <param name="CpuMicroseconds">Processor time of the load itself, for each request.</param>
internal sealed record LoadResult(int Requests, int All, int Sent, double Seconds, double P50Ms, double P99Ms, int Refused, double CpuMicroseconds);

/// <summary>The load, a process of its own: plain sockets, each with one request under way, and all requests written beforehand.</summary>
internal static class IngestLoad
{
    public const string Name = "ingest-load";

    private static readonly TimeSpan warmUp = TimeSpan.FromMilliseconds(500);

    /// <param name="arguments">Port, path, connections, seconds, number of the first message, messages in all.</param>
    public static async Task<LoadResult> RunAsync(string[] arguments)
    {
        var (port, path) = (Number(arguments[0]), arguments[1]);
        var (connections, seconds, first, messages) = (Number(arguments[2]), Number(arguments[3]), Number(arguments[4]), Number(arguments[5]));
        var at = TimeProvider.System.GetUtcNow();
        var requests = new byte[messages][];
        Parallel.For(0, messages, index => requests[index] = SampleWebhooks.Request(path, first + index, at));
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(seconds * Stopwatch.Frequency);
        var each = messages / connections;
        var callers = await Task.WhenAll(Enumerable.Range(0, connections).Select(index =>
            new Caller(requests.AsMemory(index * each, each), first + index * each).RunAsync(port, begin, end)));
        var (used, all) = (Environment.CpuUsage.TotalTime - cpu, callers.Sum(caller => caller.All));
        var times = callers.SelectMany(caller => caller.Times).Order().ToArray();
        return new LoadResult(
            times.Length, all, callers.Sum(caller => caller.Sent), seconds, Milliseconds(times, 0.5), Milliseconds(times, 0.99),
            callers.Sum(caller => caller.Refused), used.TotalMicroseconds / all);
    }

    private static double Milliseconds(long[] ticks, double share) =>
        ticks.Length == 0 ? 0 : ticks[(int)((ticks.Length - 1) * share)] * 1000.0 / Stopwatch.Frequency;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Caller(ReadOnlyMemory<byte[]> requests, long first)
    {
        private readonly byte[] answer = new byte[8192];

        public List<long> Times { get; } = new(20_000);

        public int All { get; private set; }

        public int Sent { get; private set; }

        public int Refused { get; private set; }

        public async Task<Caller> RunAsync(int port, long begin, long end)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            for (; ; All++)
            {
                var started = Stopwatch.GetTimestamp();
                if (started >= end)
                    return this;
                await socket.SendAsync(requests.Span[All % requests.Length]);
                var (length, needed) = (0, int.MaxValue);
                while (length < needed)
                {
                    var received = await socket.ReceiveAsync(answer.AsMemory(length));
                    if (received == 0)
                        throw new IOException("The server closed the connection.");
                    length += received;
                    needed = needed == int.MaxValue ? Needed(answer.AsSpan(0, length)) : needed;
                }

                Note(answer.AsSpan(9, 3).SequenceEqual("200"u8));
                if (started >= begin)
                    Times.Add(Stopwatch.GetTimestamp() - started);
            }
        }

        private void Note(bool good)
        {
            Refused += good ? 0 : 1;
            if (good && All < requests.Length && (first + All) % 3 != 0)
                Sent++;
        }

        /// <summary>The answer's whole length, once its head is there.</summary>
        private static int Needed(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return int.MaxValue;
            var at = answer[..head].IndexOf("Content-Length: "u8);
            return head + 4 + (at >= 0 && Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) ? length : 0);
        }
    }
}
