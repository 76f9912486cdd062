using System.Collections.Frozen;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>All that a decision about a connection looks at, read at one moment.</summary>
/// <param name="Number">The number as we have it; null: never seen.</param>
/// <param name="Channel">The number's channel at 360dialog that is in question; null: none.</param>
/// <param name="Client">The channel's client.</param>
/// <param name="ClientAccount">The account of ours that the client is known to belong to; null: not known.</param>
public sealed record ConnectEvidence(
    Case Case, ConnectFacts Facts, Account Account, Number? Number, Dialog360Channel? Channel, Dialog360Client? Client, string? ClientAccount);

/// <summary>What a look at a sign-up comes to.</summary>
public abstract record ConnectVerdict
{
    /// <summary>A person ended it, or time did, or it must not be.</summary>
    public sealed record End(Ending Ending) : ConnectVerdict;

    public sealed record AwaitSignUp(DateTimeOffset ExpiresAt) : ConnectVerdict;

    /// <summary>Somebody signed up whom we cannot tell to be the customer: he has to say so himself.</summary>
    public sealed record AwaitConfirmation(Dialog360Client Client, DateTimeOffset ExpiresAt) : ConnectVerdict;

    /// <summary>The team takes a partner change on, or not.</summary>
    public sealed record AwaitAcceptance : ConnectVerdict;

    public sealed record AwaitPermission(DateTimeOffset ExpiresAt) : ConnectVerdict;

    /// <param name="Overdue">It takes longer than it should.</param>
    public sealed record AwaitReadiness(string Status, bool Overdue) : ConnectVerdict;

    /// <summary>360dialog shows something that we do not understand, or an error.</summary>
    public sealed record Strange(string Code, string Reason) : ConnectVerdict;

    /// <summary>Ready, and the client wants it: Gallabox can be authorized.</summary>
    public sealed record Proceed(Dialog360Channel Channel) : ConnectVerdict;
}

/// <summary>
/// How far a sign-up has come: a pure function of what is read. 360dialog's events come in any order, so no state follows from
/// an event (facts 6.4).
/// </summary>
public static class ConnectPolicy
{
    /// <summary>The same words whoever holds the number, so that nobody learns who does.</summary>
    public const string NotHere = "This number cannot be connected to this account. If it is yours, write to our team; they can look into it.";

    /// <summary>Steps of 360dialog's own work on a number [facts 6.3, 6.7].</summary>
    private static readonly FrozenSet<string> UnderWay = FrozenSet.ToFrozenSet(
    [
        "created", "unverified", "verified", "modified", "imported", "new_name_requested", "consents_signed", "porting_ready",
        "ready_for_migration", "waiting_for_migration_code", "migration_code_requested", "submitted", "pending", "running", "live",
    ], StringComparer.Ordinal);

    public static ConnectVerdict Follow(ConnectEvidence evidence, ConnectOptions rules, DateTimeOffset now)
    {
        if (evidence.Case.Ending is { } ending)
            return new ConnectVerdict.End(ending);
        if (Number.IsHeldByAnother(evidence.Number, evidence.Case.AccountId))
            return Ended(CaseState.Rejected, now, NotHere);
        if (evidence.Channel is not { } channel)
            return Unless(expired: Expiry(evidence, CaseState.AwaitingSignup, rules, now), now, at => new ConnectVerdict.AwaitSignUp(at),
                "The sign-up at 360dialog was not finished in time.");
        return Strangers(evidence, rules, now) ?? Permission(evidence, channel, rules, now) ?? Readiness(evidence, channel, rules, now);
    }

    /// <summary>Of a number's channels, the one in question: not cancelled, named by the redirect before others, the newest.</summary>
    public static Dialog360Channel? Choose(IEnumerable<Dialog360Channel> channels, ConnectReturnNote? note) => channels
        .Where(channel => !channel.IsCancelled && channel.ClientId is not null && channel.AccountMode is null or "live")
        .OrderByDescending(channel => note?.Channels.Contains(channel.Id, StringComparer.Ordinal) == true)
        .ThenByDescending(channel => channel.CreatedAt)
        .FirstOrDefault();

    /// <summary>Whose client is it? Known to us, signed up with a registered address, or confirmed by himself; else he is asked.</summary>
    private static ConnectVerdict? Strangers(ConnectEvidence evidence, ConnectOptions rules, DateTimeOffset now)
    {
        if (evidence.ClientAccount is { } owner && owner != evidence.Case.AccountId)
            return Ended(CaseState.Rejected, now, NotHere);
        var client = evidence.Client ?? new Dialog360Client(evidence.Channel!.ClientId!, null, null, null, null);
        var known = evidence.ClientAccount is not null || evidence.Facts.ConfirmedClient == client.Id || evidence.Facts.Acceptance is not null
            || (client.Email is { } address && evidence.Account.Owns(address));
        if (!known)
            return Unless(Expiry(evidence, CaseState.AwaitingSignup, rules, now), now, at => new ConnectVerdict.AwaitConfirmation(client, at),
                "The connection was not confirmed in time.");
        return evidence.Facts is { PartnerChange: true, Acceptance: null } && !rules.AcceptPartnerChanges ? new ConnectVerdict.AwaitAcceptance() : null;
    }

    /// <summary>The flag is a sign; a refused key is proof, until something is heard or some time has gone by.</summary>
    private static ConnectVerdict? Permission(ConnectEvidence evidence, Dialog360Channel channel, ConnectOptions rules, DateTimeOffset now)
    {
        var refused = evidence.Facts.RefusedAt is { } at && !(evidence.Facts.HeardAt > at) && now < at + rules.AskForKeyEvery;
        return channel.Permission == false || refused
            ? Unless(Expiry(evidence, CaseState.AwaitingPermission, rules, now), now, until => new ConnectVerdict.AwaitPermission(until),
                "The permission for Gallabox was not given in time.")
            : null;
    }

    private static ConnectVerdict Readiness(ConnectEvidence evidence, Dialog360Channel channel, ConnectOptions rules, DateTimeOffset now)
    {
        if (channel is { IsReady: true, HubStatus: not ("terminated" or "deleted") })
            return new ConnectVerdict.Proceed(channel);
        if (channel.SetupError is { Length: > 0 } error)
            return new ConnectVerdict.Strange("dialog360:setup-error", $"360dialog reports an error in the setup: {error}");
        var status = channel.Status ?? "unknown";
        if (channel.IsReady || (channel.Status is not null && !UnderWay.Contains(status)))
            return new ConnectVerdict.Strange("dialog360:status", $"360dialog shows the channel as '{status}' ({channel.HubStatus ?? "no hub status"}).");
        var since = Since(evidence, CaseState.AwaitingReadiness, now);
        return new ConnectVerdict.AwaitReadiness(status, now >= since + rules.ReadyWithin);
    }

    private static DateTimeOffset Expiry(ConnectEvidence evidence, CaseState wait, ConnectOptions rules, DateTimeOffset now) =>
        Since(evidence, wait, now) + rules.ExpireAfter;

    private static DateTimeOffset Since(ConnectEvidence evidence, CaseState wait, DateTimeOffset now) =>
        evidence.Case.Stage == wait ? evidence.Facts.WaitingSince ?? evidence.Case.CreatedAt : now;

    private static ConnectVerdict Unless(DateTimeOffset expired, DateTimeOffset now, Func<DateTimeOffset, ConnectVerdict> wait, string why) =>
        now >= expired ? Ended(CaseState.Expired, now, why) : wait(expired);

    private static ConnectVerdict.End Ended(CaseState state, DateTimeOffset now, string why) => new(new Ending(state, "system", now, why));
}
