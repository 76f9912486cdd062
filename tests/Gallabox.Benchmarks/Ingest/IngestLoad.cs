using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>What one run of load came to.</summary>
/// <param name="Sent">Different messages with a <c>sent</c> status that were answered with 200.</param>
internal sealed record LoadResult(int Requests, int Sent, double Seconds, double P50Ms, double P99Ms, int Refused);

/// <summary>The load, a process of its own: plain sockets, each with one request under way.</summary>
internal static class IngestLoad
{
    public const string Name = "ingest-load";

    private static readonly TimeSpan warmUp = TimeSpan.FromMilliseconds(500);

    /// <param name="arguments">Port, path, connections, seconds, number of the first message, messages in all.</param>
    public static async Task<LoadResult> RunAsync(string[] arguments)
    {
        var (port, path) = (Number(arguments[0]), arguments[1]);
        var (connections, first, messages) = (Number(arguments[2]), long.Parse(arguments[4], CultureInfo.InvariantCulture), Number(arguments[5]));
        var at = TimeProvider.System.GetUtcNow();
        var requests = new byte[messages][];
        Parallel.For(0, messages, index => requests[index] = SampleWebhooks.Request(path, first + index, at));
        var end = Stopwatch.GetTimestamp() + (long)((warmUp.TotalSeconds + Number(arguments[3])) * Stopwatch.Frequency);
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var each = messages / connections;
        var callers = await Task.WhenAll(Enumerable.Range(0, connections).Select(index =>
            new Caller(requests.AsMemory(index * each, each), first + index * each).RunAsync(port, begin, end)));
        var times = callers.SelectMany(caller => caller.Times).Order().ToArray();
        return new LoadResult(
            times.Length, callers.Sum(caller => caller.Sent), Number(arguments[3]), Milliseconds(times, 0.5), Milliseconds(times, 0.99), callers.Sum(caller => caller.Refused));
    }

    private static double Milliseconds(long[] ticks, double share) =>
        ticks.Length == 0 ? 0 : ticks[(int)((ticks.Length - 1) * share)] * 1000.0 / Stopwatch.Frequency;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Caller(ReadOnlyMemory<byte[]> requests, long first)
    {
        private readonly byte[] answer = new byte[8192];

        public List<long> Times { get; } = new(20_000);

        public int Sent { get; private set; }

        public int Refused { get; private set; }

        public async Task<Caller> RunAsync(int port, long begin, long end)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            for (var index = 0; ; index++)
            {
                var started = Stopwatch.GetTimestamp();
                if (started >= end)
                    return this;
                await socket.SendAsync(requests.Span[index % requests.Length]);
                var good = await AnswerAsync(socket);
                Refused += good ? 0 : 1;
                if (good && index < requests.Length && (first + index) % 3 != 0)
                    Sent++;
                if (started >= begin)
                    Times.Add(Stopwatch.GetTimestamp() - started);
            }
        }

        private async Task<bool> AnswerAsync(Socket socket)
        {
            var (length, needed) = (0, int.MaxValue);
            while (length < needed)
            {
                var received = await socket.ReceiveAsync(answer.AsMemory(length));
                if (received == 0)
                    throw new IOException("The server closed the connection.");
                length += received;
                var head = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
                if (needed == int.MaxValue && head >= 0)
                    needed = head + 4 + ContentLength(answer.AsSpan(0, head));
            }

            return answer.AsSpan(9, 3).SequenceEqual("200"u8);
        }

        private static int ContentLength(ReadOnlySpan<byte> head)
        {
            var at = head.IndexOf("Content-Length: "u8);
            return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
        }
    }
}
