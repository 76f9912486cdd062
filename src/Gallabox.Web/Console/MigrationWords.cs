using Gallabox.Core.Cases;
using Gallabox.Core.Migration;

namespace Gallabox.Web.Console;

/// <summary>What a migration waits for, in the team's words.</summary>
public static class MigrationWords
{
    /// <summary>Null: the same words as for any other case.</summary>
    public static string? Waits(Wait wait) => wait.What switch
    {
        "two_step_off" => "Two-step verification is on at the source; an admin of its business portfolio has to switch it off.",
        "embedded_signup" => "The customer has to sign up at Meta.",
        "solution_request" => "The customer's admin has to accept the request in Meta Business Suite.",
        "approval" => "Nothing that can be seen is in the way. The team lets it begin.",
        "meta" => "Meta has refused without a reason. It is asked again by itself.",
        "code" => "The number's owner has to enter the one-time code.",
        "cut_over" => "Everything is prepared; it waits for the time that was chosen.",
        "registration" => "Meta has to show whether the number is registered. Nothing is tried before.",
        "number_at_meta" when wait.On == "operator" => "Meta does not show the number as it should. Ask its support.",
        "number_at_meta" => "The number has moved; Meta does not show it yet as it should.",
        "display_name" when wait.On == "meta" => "Meta has not processed the display name yet.",
        var what => Light(what) is { } light ? $"Not met: {LightWords.Title(light)}. {Whose(wait.On)}" : null,
    };

    private static LightKey? Light(string what) => Enum.GetValues<LightKey>().Cast<LightKey?>().FirstOrDefault(key => Wire.Name(key!.Value) == what);

    private static string Whose(string on) => on switch
    {
        "operator" => "The team can change it.",
        "meta" => "Meta's support can change it.",
        _ => "The customer was told how to change it.",
    };
}
