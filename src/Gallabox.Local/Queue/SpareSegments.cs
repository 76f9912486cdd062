using System.Globalization;

namespace Gallabox.Local.Queue;

/// <summary>Files that are ready to become segments: filled with zeros, or used before.</summary>
internal sealed class SpareSegments
{
    private const int Most = 3;

    private readonly string folder;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly Queue<string> waiting = new();
    private long last;

    public SpareSegments(string folder, ILogger log)
    {
        this.folder = folder;
        this.log = log;
        foreach (var file in Directory.EnumerateFiles(folder, "spare-*.log"))
            KeepOrDelete(file);
    }

    /// <summary>Makes one ready where none is, so that changing segments takes no time: call it off the commit path.</summary>
    /// <returns>Whether one is ready. A failure is logged and does no harm: it is tried again when one is needed.</returns>
    public bool Prepare()
    {
        try
        {
            if (!Any())
                Add();
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(cause, "No next segment of the event log could be made ready.");
            return false;
        }
    }

    /// <summary>Gives one away, made now if none is ready.</summary>
    public void MoveTo(string path)
    {
        lock (gate)
        {
            if (!Any())
                Add();
            File.Move(waiting.Peek(), path);
            waiting.Dequeue();
        }
    }

    /// <summary>Takes a segment that was worked off.</summary>
    public void Take(string path)
    {
        lock (gate)
        {
            var spare = Path(++last);
            File.Move(path, spare, overwrite: true);
            KeepOrDelete(spare);
        }
    }

    /// <summary>Whether one is there still: somebody who needed room may have deleted it.</summary>
    private bool Any()
    {
        lock (gate)
        {
            while (waiting.TryPeek(out var spare) && !File.Exists(spare))
                waiting.Dequeue();
            return waiting.Count > 0;
        }
    }

    private void KeepOrDelete(string file)
    {
        last = Math.Max(last, EventSegments.Number(file));
        if (waiting.Count < Most && new FileInfo(file).Length == EventSegments.Size)
            waiting.Enqueue(file);
        else
            File.Delete(file);
    }

    private void Add()
    {
        string file;
        lock (gate)
            file = Path(++last);
        try
        {
            Fill(file);
        }
        catch (IOException)
        {
            // Half a segment would only take away the little room that is left.
            File.Delete(file);
            throw;
        }

        lock (gate)
            waiting.Enqueue(file);
    }

    private static void Fill(string file)
    {
        var zeros = new byte[1024 * 1024];
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var written = 0; written < EventSegments.Size; written += zeros.Length)
            stream.Write(zeros);
        stream.Flush(flushToDisk: true);
    }

    private string Path(long number) => System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"spare-{number:D10}.log"));
}
