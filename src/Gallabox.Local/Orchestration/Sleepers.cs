namespace Gallabox.Local.Orchestration;

/// <summary>
/// The sleeping instances that wake next: of all that sleep, only those up to a horizon are in memory, about a page.
/// Not thread-safe.
/// </summary>
internal sealed class Sleepers(int page)
{
    private readonly SortedSet<IndexEntry> known = [];
    private IndexEntry? horizon;
    private bool reading = true;

    public int Count => known.Count;

    public IndexEntry? First => known.Count > 0 ? known.Min : null;

    /// <summary>The next page is due to be read, from after the horizon.</summary>
    public bool RunsLow => !reading && horizon is not null && known.Count <= page / 2;

    public void Add(IndexEntry sleeper)
    {
        // What lies behind the horizon comes with its page. While a page is being read it may or may not have this one.
        if (!reading && sleeper > horizon)
            return;
        known.Add(sleeper);
        if (!reading && known.Count > 4 * page)
            Trim();
    }

    public void Remove(IndexEntry sleeper) => known.Remove(sleeper);

    /// <summary>Reading the next page begins. Answers after which entry.</summary>
    public IndexEntry? BeginPage()
    {
        reading = true;
        return horizon;
    }

    /// <summary>The page was read; a short one is the last.</summary>
    public void EndPage(IReadOnlyList<IndexEntry> entries)
    {
        known.UnionWith(entries);
        horizon = entries.Count < page ? null : entries[^1];
        reading = false;
    }


    private void Trim()
    {
        while (known.Count > 2 * page)
            known.Remove(known.Max);
        horizon = known.Max;
    }
}
