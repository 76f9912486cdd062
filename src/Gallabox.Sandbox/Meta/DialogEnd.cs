using System.Text.Json.Nodes;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>
/// How Meta's sign-up dialog ends, as the page that opened it learns it: by a message to its window, and by the callback of its login. Which
/// comes first is not promised; other messages, that are not JSON, come between (facts 3.14).
/// </summary>
/// <param name="Event">The message's JSON.</param>
/// <param name="Code">For the login's callback; null when there is none.</param>
internal sealed record DialogEnd(JsonObject Event, string? Code)
{
    private const string Chatter = "cb=f27c1d5a&type=resize&height=640";

    public JsonObject Login => Code is null
        ? new JsonObject { ["authResponse"] = null, ["status"] = "unknown" }
        : new JsonObject { ["authResponse"] = new JsonObject { ["code"] = Code }, ["status"] = "connected" };

    public static DialogEnd Finished(SignedUp signedUp) => new(Message("FINISH", new JsonObject
    {
        ["waba_id"] = signedUp.WabaId,
        ["phone_number_id"] = signedUp.PhoneNumberId,
        ["business_id"] = signedUp.BusinessId,
    }), signedUp.Code);

    public static DialogEnd Cancelled { get; } =
        new(Message("CANCEL", new JsonObject { ["current_step"] = "PHONE_NUMBER_SETUP" }), Code: null);

    /// <summary>The customer met an error in the dialog and reported it.</summary>
    public static DialogEnd Failed(DateTimeOffset now) => new(Message("CANCEL", new JsonObject
    {
        ["error_message"] = "Something went wrong. Try again later.",
        ["error_id"] = "524126",
        ["session_id"] = SandboxSecrets.Token(16),
        ["timestamp"] = now.ToUnixTimeSeconds(),
    }), Code: null);

    /// <summary>The texts that the opener's window is sent; the one of type login is the SDK's own, which calls back.</summary>
    public IReadOnlyList<string> Messages(bool callbackFirst)
    {
        var login = "cb=f27c1d5b&type=login" + (Code is null ? "&status=unknown" : "&status=connected&code=" + Code);
        var text = Event.ToJsonString();
        return callbackFirst ? [Chatter, login, text] : [Chatter, text, login];
    }

    private static JsonObject Message(string name, JsonObject data) =>
        new() { ["type"] = "WA_EMBEDDED_SIGNUP", ["event"] = name, ["data"] = data };
}
