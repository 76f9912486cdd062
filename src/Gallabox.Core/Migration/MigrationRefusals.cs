using System.Collections.Frozen;

namespace Gallabox.Core.Migration;

/// <summary>The calls of a migration that Meta may refuse.</summary>
public enum MigrationCall
{
    Start,
    RequestCode,
    VerifyCode,
    Register,
}

/// <summary>What a refusal means for the flow.</summary>
public abstract record RefusalMeaning
{
    /// <summary>A condition is not met: its light turns red, and the call is tried again when it may have changed.</summary>
    public sealed record Red(LightKey Light) : RefusalMeaning;

    /// <summary>It passes: the same call again after a while.</summary>
    public sealed record Wait(TimeSpan For) : RefusalMeaning;

    /// <summary>Failed for no reason given: a few more tries, then Meta's support.</summary>
    public sealed record FewTries(TimeSpan For) : RefusalMeaning;

    /// <summary>Ownership has to be proven (again) by a one-time code first.</summary>
    public sealed record CodeFirst : RefusalMeaning;

    /// <summary>The number is not being migrated (any more): from the start.</summary>
    public sealed record Restart : RefusalMeaning;

    /// <summary>The number needs no migration: it is added as a new one.</summary>
    public sealed record AddDirectly : RefusalMeaning;

    /// <summary>An earlier deregistration is incomplete: deregister, then register.</summary>
    public sealed record DeregisterFirst : RefusalMeaning;

    /// <summary>The code was wrong.</summary>
    public sealed record WrongCode : RefusalMeaning;

    /// <summary>What was asked for is so already.</summary>
    public sealed record Done : RefusalMeaning;

    public sealed record Person : RefusalMeaning;
}

/// <summary>
/// The one table of what Meta's refusals mean to a migration: every row of its documented errors (facts 3.6, 3.9). The failure's code
/// is what the adapter made of Meta's code, subcode and text; what no row knows needs a person, unless it passes by its kind.
/// </summary>
public static class MigrationRefusals
{
    private static readonly TimeSpan Maintenance = TimeSpan.FromMinutes(5);

    private static readonly FrozenDictionary<string, RefusalMeaning> Rows = new Dictionary<string, RefusalMeaning>
    {
        ["1"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["2"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["131000"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["131016"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["131031"] = new RefusalMeaning.Person(),
        ["131045"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["131057"] = new RefusalMeaning.Wait(Maintenance),
        ["133000"] = new RefusalMeaning.DeregisterFirst(),
        ["133004"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["133005"] = new RefusalMeaning.Person(),
        ["133006"] = new RefusalMeaning.CodeFirst(),
        ["133008"] = new RefusalMeaning.Wait(TimeSpan.FromHours(12)),
        ["133009"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["133010"] = new RefusalMeaning.Person(),
        ["133015"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(5)),
        ["133016"] = new RefusalMeaning.Wait(TimeSpan.FromHours(72)),
        ["136024"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(10)),
        ["136025"] = new RefusalMeaning.WrongCode(),
        ["already-verified"] = new RefusalMeaning.Done(),
        ["2388001"] = new RefusalMeaning.Red(LightKey.TwoStep),
        ["2388012"] = new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)),
        ["2388091"] = new RefusalMeaning.Restart(),
        ["2388093"] = new RefusalMeaning.Restart(),
        ["2388103:no-webhook"] = new RefusalMeaning.Red(LightKey.Webhooks),
        ["2388103:add-directly"] = new RefusalMeaning.AddDirectly(),
        ["2388103:display-name"] = new RefusalMeaning.Red(LightKey.DisplayName),
        ["2388103:source-account"] = new RefusalMeaning.Red(LightKey.SourceAccount),
        ["2388103:credit-line"] = new RefusalMeaning.Red(LightKey.Payment),
        ["2388103:unspecific"] = new RefusalMeaning.FewTries(TimeSpan.FromMinutes(30)),
        ["2388103:different-business"] = new RefusalMeaning.Red(LightKey.SameBusiness),
        ["2388103:destination-account"] = new RefusalMeaning.Red(LightKey.DestinationAccount),
        ["2388103:messaging-for"] = new RefusalMeaning.Red(LightKey.MessagingFor),
        ["2388103"] = new RefusalMeaning.Person(),
        ["2494100"] = new RefusalMeaning.Wait(Maintenance),
    }.ToFrozenDictionary();

    /// <param name="call">The same code means another thing on another call.</param>
    /// <param name="code">Of the failure, such as <c>meta:2388001</c>.</param>
    /// <param name="kind">Of the failure; decides where no row knows the code.</param>
    /// <param name="nameStatus">The display name's state at Meta, as read; null: not known.</param>
    public static RefusalMeaning Of(MigrationCall call, string code, FailureKind kind, string? nameStatus)
    {
        var known = code.StartsWith("meta:", StringComparison.Ordinal) ? code["meta:".Length..] : code;
        if (known == "2388001:certificate")
            return Certificate(call, nameStatus);
        if (Rows.TryGetValue(known, out var meaning))
            return meaning;
        return kind == FailureKind.Transient ? new RefusalMeaning.Wait(TimeSpan.FromMinutes(1)) : new RefusalMeaning.Person();
    }

    /// <summary>Whether a display name's state lets its number be registered.</summary>
    public static bool IsNameThrough(string? nameStatus) => nameStatus is "APPROVED" or "AVAILABLE_WITHOUT_REVIEW";

    /// <summary>"Cannot create certificate": the name is not through yet, or ownership is not proven yet (facts 3.9, 13).</summary>
    private static RefusalMeaning Certificate(MigrationCall call, string? nameStatus) =>
        call == MigrationCall.Register && nameStatus is not null && !IsNameThrough(nameStatus)
            ? new RefusalMeaning.Red(LightKey.DisplayName)
            : new RefusalMeaning.CodeFirst();
}
