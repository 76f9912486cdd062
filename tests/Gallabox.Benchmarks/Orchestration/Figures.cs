using System.Globalization;
using System.Text.Json;

namespace Gallabox.Benchmarks.Orchestration;

/// <summary>Named series of measured values, shown as median, least and most.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<double>> series = [];

    public void Add(string name, double value)
    {
        if (!series.TryGetValue(name, out var values))
            series.Add(name, values = []);
        values.Add(value);
    }

    public double Median(string name) => Median(series[name]);

    public void Print()
    {
        foreach (var (name, values) in series)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-28} {Median(values),10:0.###}   [{values.Min():0.###}..{values.Max():0.###}] n={values.Count}"));
        var medians = series.ToDictionary(each => each.Key, each => (object)Median(each.Value));
        medians.Add("benchmark", "orchestration");
        Console.WriteLine(JsonSerializer.Serialize(medians));
    }

    private static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2), 3);
}
