using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Guessing a two-step PIN is slowed down, then blocked (133005, 133009, 133008); a block outlasts the PIN that was guessed.</summary>
internal static class Pins
{
    private const int MostGuesses = 5;
    private static readonly TimeSpan tooFast = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan block = TimeSpan.FromHours(12);

    public static Answer? Check(WorldTransaction world, MetaNumber number, string pin)
    {
        var now = world.Now;
        if (number.PinBlockedUntil > now)
            return GraphError.Of(world, 133008, "Too many two-step verification PIN guesses",
                $"Try again after {Registration.Text(number.PinBlockedUntil.Value)}.");
        if (number.PinSlowedUntil > now)
            return GraphError.Of(world, 133009, "Two-step verification PIN guessed too fast", "Wait 2 seconds before you try again.");
        if (!number.TwoStep || number.Pin == pin)
            return null;
        var guesses = number.WrongPins + 1;
        world.Put(number with
        {
            WrongPins = guesses % MostGuesses,
            PinSlowedUntil = now + tooFast,
            PinBlockedUntil = guesses == MostGuesses ? now + block : null,
        });
        return GraphError.Of(world, 133005, "Two-step verification PIN mismatch");
    }
}
