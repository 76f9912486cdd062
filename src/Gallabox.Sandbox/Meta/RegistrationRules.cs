using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What keeps a number from being registered, apart from its PIN and the budget (facts 3.6).</summary>
internal static class RegistrationRules
{
    private static readonly TimeSpan afterDeletion = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan verificationLasts = TimeSpan.FromDays(14);

    public static Answer? Refusal(WorldTransaction world, MetaNumber number)
    {
        var conditions = number.Conditions;
        if (conditions.MaintenanceUntil > world.Now)
            return GraphError.Of(world, 131057, "The account is in maintenance mode");
        if (conditions.Locked || number.Status == "BANNED")
            return GraphError.Of(world, 131031, "Account has been locked", "The account is disabled or the data could not be verified.");
        if (world.All<DeletedNumber>().Any(deleted => deleted.Phone == number.Phone && deleted.At > world.Now - afterDeletion))
            return GraphError.Of(world, 133015, "Phone number deletion is still in progress", "Wait 5 minutes before you try again.");
        if (conditions.IncompleteDeregistration)
            return GraphError.Of(world, 133000, "A previous deregistration attempt failed", "Deregister the number again.");
        if (conditions.CertificateInvalid)
        {
            world.Put(number with { Conditions = conditions with { CertificateInvalid = false } });
            return GraphError.Of(world, 131045, "The message could not be sent: certificate error", "Register the number again.");
        }

        return Unconfirmed(world, number) ?? (number.NameStatus is "PENDING_REVIEW" or "NONE"
            ? GraphError.Of(world, 100, "Cannot create certificate", "The display name has not been processed yet.", 2388001)
            : null);
    }

    private static Answer? Unconfirmed(WorldTransaction world, MetaNumber number)
    {
        if (number is { CodeVerification: "VERIFIED", Conditions.OwnershipExpired: false } && !Late(world, number))
            return null;
        return number.Conditions.CertificateTooEarly
            ? GraphError.Of(world, 100, "Cannot create certificate", "The ownership of the number has not been confirmed yet.", 2388001)
            : GraphError.Of(world, 133006, "Phone number needs to be verified before registering");
    }

    /// <summary>A number is to be registered within 14 days of its verification (facts 3.6).</summary>
    private static bool Late(WorldTransaction world, MetaNumber number) =>
        number.OnboardedAt is null && number.VerifiedAt < world.Now - verificationLasts;
}
