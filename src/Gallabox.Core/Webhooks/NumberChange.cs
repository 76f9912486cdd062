using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Webhooks;

/// <summary>What an account event changes in our record of a number: a function of the event, the record and what Meta says now.</summary>
public static class NumberChange
{
    /// <summary>Whether Meta has to be asked before the event is believed: it may be old, and ids of other apps look alike.</summary>
    public static bool NeedsReading(AccountEvent told) => told.Field switch
    {
        "account_update" => told.BanState is not "SCHEDULE_FOR_DISABLE" && told.Event is not "ACCOUNT_VIOLATION",
        "phone_number_quality_update" or "security" => true,
        _ => false,
    };

    /// <param name="read">What Meta says of the number now; null: nothing, or it was not asked.</param>
    /// <param name="isReadable">False: Meta was asked and shows us no such number.</param>
    public static Number Apply(Number number, AccountEvent told, MetaNumber? read, bool isReadable, DateTimeOffset now)
    {
        var seen = number.SeeTwoStep(read?.IsPinEnabled ?? (isReadable ? TwoStep(told) : null), now);
        return seen with
        {
            State = State(number.State, told, read, isReadable),
            BannedAt = number.BannedAt ?? (IsBanned(told, read) ? told.At ?? now : null),
            TwoStepOffAskedAt = AskedAt(told) ?? seen.TwoStepOffAskedAt,
            Limit = LimitText.Read(read?.MessagingLimit, "meta") ?? LimitText.Read(told.Limit, "webhook") ?? number.Limit,
        };
    }

    private static bool IsBanned(AccountEvent told, MetaNumber? read) =>
        read is not null ? read.Status is "BANNED" : told.BanState is "DISABLE";

    private static NumberState State(NumberState today, AccountEvent told, MetaNumber? read, bool isReadable) => today switch
    {
        // Flows of our own hold these; they watch Meta themselves.
        NumberState.Deleting or NumberState.Deleted or NumberState.Migrating => today,
        _ when !isReadable && told.Event is ("PARTNER_REMOVED" or "PARTNER_APP_UNINSTALLED" or "ACCOUNT_OFFBOARDED") => NumberState.Disconnected,
        _ when read is not null => Shown(today, told, read),
        _ when told.BanState is "DISABLE" => NumberState.Banned,
        _ when told.Event is "ACCOUNT_RESTRICTION" => NumberState.Restricted,
        _ => today,
    };

    private static NumberState Shown(NumberState today, AccountEvent told, MetaNumber read) => read.Status switch
    {
        "BANNED" => NumberState.Banned,
        "RESTRICTED" => NumberState.Restricted,
        "DISCONNECTED" or "OFFLINE" => NumberState.Disconnected,
        "CONNECTED" => told.Event is "ACCOUNT_RESTRICTION" ? NumberState.Restricted : NumberState.Connected,
        _ => today,
    };

    /// <summary>An event without its time could not be told apart from its repetition, and is not kept.</summary>
    private static DateTimeOffset? AskedAt(AccountEvent told) => (told.Field, told.Event) is ("security", "PIN_RESET_REQUEST") ? told.At : null;

    private static bool? TwoStep(AccountEvent told) => (told.Field, told.Event) switch
    {
        ("security", "PIN_REQUEST_SUCCESS" or "PIN_RESET_SUCCESS") => false,
        ("security", "PIN_CHANGED") => true,
        _ => null,
    };
}
