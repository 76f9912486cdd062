using System.Globalization;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Register and deregister with every code of facts 3.6 and 3.7.</summary>
internal static class Registration
{
    private const int CallsInWindow = 10;
    private static readonly TimeSpan window = TimeSpan.FromHours(72);
    private static readonly TimeSpan afterDeletion = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan verificationLasts = TimeSpan.FromDays(14);

    public static Answer Register(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (call.Text("messaging_product") != "whatsapp")
            return GraphError.Parameter(world, "The parameter messaging_product is required and must be whatsapp.");
        if (call.Text("pin") is not { } pin || !NumberSettings.IsPin(pin))
            return GraphError.Parameter(world, "The parameter pin must have 6 digits.");
        if (Budget(world, ref number) is { } spent)
            return spent;
        if (Hindrance(world, number) is { } refusal)
            return refusal;
        if (number.TwoStep && Pins.Check(world, number, pin) is { } wrong)
            return wrong;
        return CutOver(world, number, pin);
    }

    public static Answer Deregister(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (Budget(world, ref number) is { } spent)
            return spent;
        if (number.OnBusinessApp)
            return GraphError.Parameter(world, "Numbers in use with the WhatsApp Business app are disconnected in the app.");
        if (number.Conditions.MaintenanceUntil > world.Now)
            return GraphError.Of(world, 2494100, "The number is in maintenance.");
        if (!number.Registered && !number.Conditions.IncompleteDeregistration)
            return GraphError.Of(world, 133010, "The account is not registered");
        world.Put(number with { Status = "DISCONNECTED", Conditions = number.Conditions with { IncompleteDeregistration = false } });
        return GraphRoutes.Success();
    }

    /// <summary>Counts the call; beyond 10 in 72 hours the number is blocked for 72 hours.</summary>
    private static Answer? Budget(WorldTransaction world, ref MetaNumber number)
    {
        var now = world.Now;
        var recent = number.RegisterCalls.Where(at => at > now - window).ToList();
        if (number.RegisterBlockedUntil > now || recent.Count >= CallsInWindow)
        {
            var until = number.RegisterBlockedUntil > now ? number.RegisterBlockedUntil : now + window;
            world.Put(number with { RegisterBlockedUntil = until });
            return GraphError.Of(world, 133016, "Account register/deregister rate limit reached",
                $"There were too many attempts for this phone number. Try again after {Text(until!.Value)}.");
        }

        number = world.Put(number with { RegisterCalls = [.. recent, now], RegisterBlockedUntil = null });
        return null;
    }

    private static Answer? Hindrance(WorldTransaction world, MetaNumber number)
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

        if (conditions.OwnershipExpired || number.CodeVerification != "VERIFIED" || Late(world, number))
            return GraphError.Of(world, 133006, "Phone number needs to be verified before registering");
        return number.NameStatus is "PENDING_REVIEW" or "NONE"
            ? GraphError.Of(world, 100, "Cannot create certificate", "The display name has not been processed yet.", 2388001)
            : null;
    }

    /// <summary>A number is to be registered within 14 days of its verification (facts 3.6).</summary>
    private static bool Late(WorldTransaction world, MetaNumber number) =>
        number.OnboardedAt is null && number.VerifiedAt < world.Now - verificationLasts;

    private static Answer CutOver(WorldTransaction world, MetaNumber number, string pin)
    {
        var source = number.MigratesFrom is { } id ? world.Find<MetaNumber>(id) : null;
        if (source is not null)
            world.Put(source with { Status = "MIGRATED" });
        world.Put(number with
        {
            Status = "CONNECTED",
            Pin = pin,
            TwoStep = true,
            WrongPins = 0,
            OnboardedAt = world.Now,
            MigratesFrom = null,
            LastPaidAt = number.LastPaidAt ?? source?.LastPaidAt,
        });
        return GraphRoutes.Success();
    }

    public static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
