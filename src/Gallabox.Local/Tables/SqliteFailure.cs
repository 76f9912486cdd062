using Gallabox.Core;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Gallabox.Local.Tables;

/// <summary>SQLite's refusals (disk full, disk error, locked) in this system's terms: the same call may succeed later.</summary>
internal static class SqliteFailure
{
    public static TransientFailureException Of(sqlite3 connection, int outcome) =>
        new($"sqlite:{outcome}", $"SQLite answered {outcome}: {sqlite3_errmsg(connection).utf8_to_string()}.");
}
