using System.Globalization;
using System.Security.Cryptography;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The code that proves who owns the number (facts 3.4, 3.5). The owner's telephone is the control route of the number.</summary>
internal static class OneTimeCodes
{
    private const int MostWrongCodes = 5;

    public static Answer Request(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (call.Text("code_method") is not ("SMS" or "VOICE") || string.IsNullOrEmpty(call.Text("language")))
            return GraphError.Parameter(world, "code_method is SMS or VOICE, and language is required.");
        if (number.CodeVerification == "VERIFIED" && !number.Conditions.OwnershipExpired)
            return GraphError.Of(world, 136024, "Request code error", "You have already verified ownership of this phone number.");
        if (NotMigrating(world, number))
            return GraphError.Of(world, 100, "Invalid parameter", "The number is not being migrated.", 2388091);
        if (number.Code?.SentAt > world.Now - TimeSpan.FromSeconds(30))
            return GraphError.Of(world, 136024, "Request code error", "Wait 30 seconds before you ask for another code.");
        world.Put(number with { Code = NewCode(call, world), WrongCodes = 0 });
        return GraphRoutes.Success();
    }

    public static Answer Verify(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        var code = call.Text("code") ?? "";
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return GraphError.Parameter(world, "code must have 6 digits, without a hyphen.");
        if (NotMigrating(world, number))
            return GraphError.Of(world, 100, "Invalid parameter", "The number is not being migrated.", 2388093);
        if (number.CodeVerification == "VERIFIED" && !number.Conditions.OwnershipExpired)
            return GraphError.Of(world, 136025, "Verify code error", "You have already verified ownership of this phone number.");
        if (number.WrongCodes >= MostWrongCodes)
            return GraphError.Of(world, 136025, "Verify code error", "There were too many attempts. Try again in 12 hours.");
        if (number.Code?.Digits != code)
        {
            world.Put(number with { WrongCodes = number.WrongCodes + 1 });
            return GraphError.Of(world, 136025, "Verify code error", "The code could not be verified. Check it and try again.");
        }

        world.Put(number with
        {
            CodeVerification = "VERIFIED",
            VerifiedAt = world.Now,
            WrongCodes = 0,
            Conditions = number.Conditions with { OwnershipExpired = false },
        });
        return GraphRoutes.Success();
    }

    /// <summary>A migration that came to nothing: it has lapsed, or its source has gone meanwhile and nothing is left to take over.</summary>
    public static bool NotMigrating(WorldTransaction world, MetaNumber number) => number.MigratesFrom is { } source
        && (number.Conditions.MigrationLapsed || world.Find<MetaNumber>(source) is null or { Status: "MIGRATED" });

    private static OneTimeCode NewCode(ApiCall call, WorldTransaction world) => new(
        RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture),
        world.Now, call.Text("code_method")!, call.Text("language")!);
}
