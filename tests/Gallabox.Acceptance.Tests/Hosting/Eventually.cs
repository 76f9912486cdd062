using System.Diagnostics;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>Asks again until it is so, or says what never came.</summary>
internal static class Eventually
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(150);

    /// <summary>What a host may take between two steps: a lost worker's step comes again after its lock, by then another has it.</summary>
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(150);

    public static Task TrueAsync(string what, Func<Task<bool>> ask, TimeSpan? within = null) =>
        FindAsync(what, async () => await ask() ? "so" : null, within);

    /// <summary>The first answer that is not null.</summary>
    public static async Task<T> FindAsync<T>(string what, Func<Task<T?>> ask, TimeSpan? within = null, Func<string>? seen = null)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(pause);
        while (true)
        {
            if (await ask() is { } found)
                return found;
            if (clock.Elapsed > (within ?? limit))
                throw new TimeoutException($"It never came to this within {clock.Elapsed.TotalSeconds:0} s: {what}. {seen?.Invoke()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
