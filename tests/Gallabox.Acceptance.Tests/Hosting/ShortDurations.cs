namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>
/// The settings under which a deletion, or a migration, takes seconds. The local host is started with them; whoever points
/// <c>GALLABOX_URL</c> at another host starts that one with them.
/// </summary>
internal static class ShortDurations
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Deletion__NoticePeriod"] = "00:00:15",
        ["Deletion__InWorkingHours"] = "false",
        ["Deletion__LookForDeletionEvery"] = "00:00:02",
        ["Deletion__RemindEvery"] = "00:00:20",
        ["Deletion__ExpireAfter"] = "00:01:30",
        ["Deletion__ProofExpiresAfter"] = "00:01:00",
        ["Migration__LookEvery"] = "00:01:00",
        ["Migration__ReadBackEvery"] = "00:00:02",
    };
}
