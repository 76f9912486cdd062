namespace Gallabox.Benchmarks.Orchestration;

/// <summary>Processor time of a step early and late in the history of one instance; growth is the ratio of the medians.</summary>
internal static class GrowthMeasure
{
    private const int Early = 10;
    private const int Late = 1_000;
    private const int Window = 250;
    private const int Instances = 5;

    public static async Task RunAsync(BenchmarkEngine engine, Figures figures)
    {
        for (var each = 0; each < Instances; each++)
        {
            var marks = new Dictionary<int, TimeSpan>();
            engine.Work.Seen = step =>
            {
                if (step is Early or Early + Window or Late or Late + Window)
                    marks[step] = Environment.CpuUsage.TotalTime;
            };
            await engine.RunAsync(BenchmarkEngine.Sequence, $"growth-{each}", Late + Window + 1);
            engine.Work.Seen = null;
            var early = (marks[Early + Window] - marks[Early]).TotalMicroseconds / Window;
            var late = (marks[Late + Window] - marks[Late]).TotalMicroseconds / Window;
            figures.Add("cpuUsAtStep10", early);
            figures.Add("cpuUsAtStep1000", late);
        }
    }
}
