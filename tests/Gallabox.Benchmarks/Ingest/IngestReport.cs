using System.Globalization;
using System.Text.Json;
using Gallabox.Core;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>The table and the line of JSON. Ratios are taken in each round, to the echo or the host of the same round, and then the median.</summary>
internal static class IngestReport
{
    public static void Print(int connections, IReadOnlyList<Contender> contenders)
    {
        var (echo, host) = (contenders[0].Rounds, contenders[1].Rounds);
        var figures = contenders.Select(contender => Figures(contender, echo, host)).ToList();
        Console.WriteLine(Line($"{connections} connections; CPU in us a request, of the server's process alone; in brackets the lowest and the highest round"));
        Console.WriteLine("  server        per second   to echo            CPU  to echo   load CPU   p50 ms  p99 ms  to echo's   gallabox is   settled ms   MB");
        foreach (var one in figures)
            Console.WriteLine(Line($"  {one.Name,-10} {one.PerSecond,12:N0}   {one.ToEcho,-18} {one.Cpu,4:F1}  {one.CpuToEcho,7:F2}   {one.LoadCpu,8:F1}   {one.P50Ms,6:F1}  {one.P99Ms,6:F1}  {one.P99ToEcho,9:F2}   {one.HostTo,8:F2} x   {one.SettleMs,10:F0}   {one.MemoryMb:F0}"));
        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "ingest", connections, servers = figures }, Wire.Json));
    }

    private static ServerFigures Figures(Contender contender, List<Measured> echo, List<Measured> host)
    {
        var rounds = contender.Rounds;
        var ratios = rounds.Zip(echo, (one, bare) => one.PerSecond / bare.PerSecond).ToList();
        return new ServerFigures(
            contender.Name,
            Median(rounds.Select(one => one.PerSecond)),
            Line($"{Median(ratios):F2} [{ratios.Min():F2}..{ratios.Max():F2}]"),
            Median(ratios),
            Median(rounds.Select(one => one.CpuMicroseconds)),
            Median(rounds.Zip(echo, (one, bare) => one.CpuMicroseconds / bare.CpuMicroseconds)),
            Median(rounds.Select(one => one.Load.CpuMicroseconds)),
            Median(rounds.Select(one => one.Load.P50Ms)),
            Median(rounds.Select(one => one.Load.P99Ms)),
            Median(rounds.Zip(echo, (one, bare) => one.Load.P99Ms / bare.Load.P99Ms)),
            Median(rounds.Zip(host, (one, ours) => ours.PerSecond / one.PerSecond)),
            rounds.Sum(one => one.Load.Refused),
            Median(rounds.Select(one => one.SettleMs)),
            Math.Round(contender.Megabytes));
    }

    private static double Median(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToArray();
        return Math.Round(ordered[ordered.Length / 2], 3);
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);

    /// <param name="HostTo">How many times as many requests the host took in a second.</param>
    private sealed record ServerFigures(
        string Name, double PerSecond, string ToEcho, double Ratio, double Cpu, double CpuToEcho, double LoadCpu,
        double P50Ms, double P99Ms, double P99ToEcho, double HostTo, int Refused, double SettleMs, double MemoryMb);
}
