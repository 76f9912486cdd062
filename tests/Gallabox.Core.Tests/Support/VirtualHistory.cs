using System.Globalization;
using System.Text.Json;

namespace Gallabox.Core.Tests.Support;

/// <summary>A run as text, one thing a line: what the flow was told, and what it asked for in answer.</summary>
internal sealed class VirtualHistory
{
    private readonly List<string> lines = [];
    private DateTimeOffset? time;

    public IReadOnlyList<string> Lines => lines;

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Wire.Json);

    public static T FromJson<T>(string json) => JsonSerializer.Deserialize<T>(json, Wire.Json)!;

    public void Add(string line) => lines.Add(line);

    /// <summary>Something is told to the flow at that time; the time has a line of its own where it changed.</summary>
    public void Told(DateTimeOffset at, string line)
    {
        if (at != time)
            lines.Add($"at {Time(at)}");
        time = at;
        lines.Add(line);
    }
}
