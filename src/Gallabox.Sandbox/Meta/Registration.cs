using System.Globalization;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Register and deregister with every code of facts 3.6 and 3.7.</summary>
internal static class Registration
{
    private const int CallsInWindow = 10;
    private static readonly TimeSpan window = TimeSpan.FromHours(72);

    public static Answer Register(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (call.Text("messaging_product") != "whatsapp")
            return GraphError.Parameter(world, "The parameter messaging_product is required and must be whatsapp.");
        if (call.Text("pin") is not { } pin || !NumberSettings.IsPin(pin))
            return GraphError.Parameter(world, "The parameter pin must have 6 digits.");
        if (Budget(world, ref number) is { } spent)
            return spent;
        return RegistrationRules.Refusal(world, number) ?? Pins.Check(world, number, pin) ?? CutOver(world, number, pin);
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

    /// <summary>The number works here from now on; when it moved here, it stops at the source and its good templates follow (facts 3.9).</summary>
    private static Answer CutOver(WorldTransaction world, MetaNumber number, string pin)
    {
        var source = number.MigratesFrom is { } id ? world.Find<MetaNumber>(id) : null;
        world.Put(number with
        {
            Status = "CONNECTED",
            Pin = pin,
            TwoStep = true,
            WrongPins = 0,
            OnboardedAt = world.Now,
            MigratesFrom = null,
            LastPaidAt = number.LastPaidAt ?? source?.LastPaidAt,
            Registrations = number.Registrations + 1,
        });
        if (source is not null)
            Leave(world, source, world.Waba(number));
        return GraphRoutes.Success();
    }

    private static void Leave(WorldTransaction world, MetaNumber source, MetaWaba destination)
    {
        world.Put(source with { Status = "MIGRATED" });
        Templates.CopyAtCutOver(world, world.Waba(source), destination);
        MigrationIntents.Complete(world, source.WabaId, destination.Id);
    }

    public static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
