using System.Globalization;

namespace Gallabox.Core.Accounts;

/// <summary>Time as an account's people read it.</summary>
public static class AccountTime
{
    /// <summary>UTC where the account's zone is unknown to this machine.</summary>
    public static TimeZoneInfo Zone(Account account) => TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A moment as the customer reads it: <c>Monday, 14 March 2026, 10:00 (Asia/Kolkata)</c>.</summary>
    public static string Moment(DateTimeOffset at, Account account) =>
        $"{TimeZoneInfo.ConvertTime(at, Zone(account)).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({account.TimeZone})";
}
