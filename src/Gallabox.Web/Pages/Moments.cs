using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Deletion;

namespace Gallabox.Web.Pages;

/// <summary>Times as people read them, in an account's own zone.</summary>
public static class Moments
{
    /// <summary>Such as <c>Thursday, 14 March 2026, 10:00 (Kolkata time)</c>.</summary>
    public static string Long(DateTimeOffset at, Account account) => string.Create(CultureInfo.InvariantCulture,
        $"{In(at, account):dddd, d MMMM yyyy, HH:mm} ({Zone(account)})");

    /// <summary>Such as <c>14 March 2026</c>.</summary>
    public static string Day(DateTimeOffset at, Account account) => In(at, account).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>Thu 14 Mar 2026, 10:00</c>; UTC without an account.</summary>
    public static string Short(DateTimeOffset at, Account? account) => string.Create(CultureInfo.InvariantCulture,
        $"{(account is null ? at.ToUniversalTime() : In(at, account)):ddd d MMM yyyy, HH:mm}{(account is null ? " UTC" : "")}");

    /// <summary>Such as <c>in 6 days</c> or <c>3 hours ago</c>.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = (at - now).Duration();
        var words = distance.TotalMinutes switch
        {
            < 1 => "now",
            < 90 => Count(distance.TotalMinutes, "minute"),
            < 36 * 60 => Count(distance.TotalHours, "hour"),
            _ => Count(distance.TotalDays, "day"),
        };
        return words == "now" ? words : at > now ? $"in {words}" : $"{words} ago";
    }

    /// <summary>The zone as people name it: <c>Kolkata time</c>.</summary>
    public static string Zone(Account account) =>
        account.TimeZone.Contains('/', StringComparison.Ordinal) ? account.TimeZone.Split('/')[^1].Replace('_', ' ') + " time" : account.TimeZone;

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment that a person entered in the account's own zone (UTC without an account), as <c>datetime-local</c> writes it; null: no such text.</summary>
    public static DateTimeOffset? Entered(string text, Account? account)
    {
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < 2000 or > 2200)
            return null;
        var zone = account is null ? TimeZoneInfo.Utc : DeletionPost.Zone(account);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The same, for the <c>value</c> of such a field.</summary>
    public static string ToEnter(DateTimeOffset at, Account account) => In(at, account).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset In(DateTimeOffset at, Account account) => TimeZoneInfo.ConvertTime(at, DeletionPost.Zone(account));

    private static string Count(double amount, string unit)
    {
        var whole = (int)Math.Round(amount);
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}{(whole == 1 ? "" : "s")}");
    }
}
