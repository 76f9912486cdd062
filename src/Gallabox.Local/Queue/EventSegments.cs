using System.Globalization;

namespace Gallabox.Local.Queue;

/// <summary>
/// The files of the event log: equally large, filled with zeros beforehand and used again when they were worked off, so that a
/// flush has nothing but data to write. A frame's check value holds its place, so remains of earlier use are not taken for frames.
/// </summary>
internal sealed class EventSegments
{
    public const int Size = 16 * 1024 * 1024;

    private const int MaxSpares = 3;
    private readonly string folder;
    private readonly Lock gate = new();
    private readonly SortedSet<long> numbers = [];
    private readonly Queue<string> spares = new();
    private long lastSpare;

    public EventSegments(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "events-*.log"))
            numbers.Add(Number(file));
        foreach (var file in Directory.EnumerateFiles(folder, "spare-*.log"))
            TakeOrDelete(file);
        if (spares.Count == 0)
            AddSpare();
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

    public FileStream Open(long number, FileAccess access) =>
        new(Path(number), FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Puts the next segment in place and opens it for writing.</summary>
    public FileStream Create(long number)
    {
        lock (gate)
        {
            if (spares.Count == 0)
                AddSpare();
            File.Move(spares.Dequeue(), Path(number));
            numbers.Add(number);
        }

        return Open(number, FileAccess.Write);
    }

    /// <summary>Makes a segment ready beforehand where few are left: call it off the commit path.</summary>
    public void Prepare()
    {
        lock (gate)
        {
            if (spares.Count > 0)
                return;
        }

        AddSpare();
    }

    /// <summary>Gives free every segment before a number.</summary>
    public void Release(long before)
    {
        lock (gate)
        {
            while (numbers.Count > 0 && numbers.Min < before)
            {
                var spare = SparePath(++lastSpare);
                File.Move(Path(numbers.Min), spare, overwrite: true);
                numbers.Remove(numbers.Min);
                TakeOrDelete(spare);
            }
        }
    }

    private void TakeOrDelete(string file)
    {
        lastSpare = Math.Max(lastSpare, Number(file));
        if (spares.Count < MaxSpares && new FileInfo(file).Length == Size)
            spares.Enqueue(file);
        else
            File.Delete(file);
    }

    private void AddSpare()
    {
        string file;
        lock (gate)
            file = SparePath(++lastSpare);
        var zeros = new byte[1024 * 1024];
        using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var written = 0; written < Size; written += zeros.Length)
                stream.Write(zeros);
            stream.Flush(flushToDisk: true);
        }

        lock (gate)
            spares.Enqueue(file);
    }

    private string Path(long number) => System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events-{number:D10}.log"));

    private string SparePath(long number) => System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"spare-{number:D10}.log"));

    private static long Number(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        return long.Parse(name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }
}
