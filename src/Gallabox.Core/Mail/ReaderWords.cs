using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Accounts;
using PhoneNumbers;

namespace Gallabox.Core.Mail;

/// <summary>What every letter says alike: numbers and moments as its reader writes them, and the reader's mark in a mail's id.</summary>
public static class ReaderWords
{
    /// <summary>The number as people write it, such as <c>+91 98765 43210</c>.</summary>
    public static string Number(PhoneNumber phone)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        return numbers.Format(numbers.Parse(phone.E164, null), PhoneNumberFormat.INTERNATIONAL);
    }

    /// <summary>A moment in the account's time zone: <c>Monday, 14 March 2026, 10:00 (Asia/Kolkata)</c>.</summary>
    public static string Moment(DateTimeOffset at, Account account) =>
        $"{TimeZoneInfo.ConvertTime(at, Zone(account)).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({account.TimeZone})";

    /// <summary>UTC where the account's zone is unknown to this machine.</summary>
    public static TimeZoneInfo Zone(Account account) => TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Tells readers apart in ids without spelling out who they are.</summary>
    public static string Mark(string reader) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reader.ToLowerInvariant())))[..8];
}
