using System.Globalization;

namespace Gallabox.Local.Queue;

/// <summary>
/// The files of the event log: equally large, filled with zeros beforehand and used again when they were worked off, so that a
/// flush has nothing but data to write. A frame's check value holds its place, so remains of earlier use are not taken for frames.
/// </summary>
internal sealed class EventSegments
{
    public const int Size = 16 * 1024 * 1024;

    private readonly string folder;
    private readonly Lock gate = new();
    private readonly SortedSet<long> numbers = [];
    private readonly SpareSegments spares;

    public EventSegments(string folder, ILogger log)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "events-*.log"))
            numbers.Add(Number(file));
        spares = new SpareSegments(folder, log);
        spares.Prepare();
    }

    /// <summary>The oldest segment's number; null while there is none.</summary>
    public long? First
    {
        get
        {
            lock (gate)
                return numbers.Count > 0 ? numbers.Min : null;
        }
    }

    public long? Last
    {
        get
        {
            lock (gate)
                return numbers.Count > 0 ? numbers.Max : null;
        }
    }

    public bool Has(long number)
    {
        lock (gate)
            return numbers.Contains(number);
    }

    /// <summary>The next segment after one that is not the last.</summary>
    public long After(long number)
    {
        lock (gate)
            return numbers.GetViewBetween(number + 1, long.MaxValue).Min;
    }

    public FileStream Open(long number, FileAccess access) =>
        new(Path(number), FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Puts the next segment in place and opens it for writing. Where that fails it may be asked for again.</summary>
    public FileStream Create(long number)
    {
        lock (gate)
        {
            if (!numbers.Contains(number))
                spares.MoveTo(Path(number));
            numbers.Add(number);
        }

        return Open(number, FileAccess.Write);
    }

    /// <inheritdoc cref="SpareSegments.Prepare"/>
    public bool Prepare() => spares.Prepare();

    /// <summary>Gives free every segment before a number.</summary>
    public void Release(long before)
    {
        lock (gate)
        {
            while (numbers.Count > 0 && numbers.Min < before)
            {
                spares.Take(Path(numbers.Min));
                numbers.Remove(numbers.Min);
            }
        }
    }

    /// <summary>The number in a file's name.</summary>
    public static long Number(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        return long.Parse(name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }

    private string Path(long number) => System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events-{number:D10}.log"));
}
