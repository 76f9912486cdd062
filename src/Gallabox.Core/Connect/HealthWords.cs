using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>Meta's answers on a number's health in plain words, with Meta's own note behind them (facts 3.12).</summary>
public static class HealthWords
{
    /// <summary>One sentence for each part that is limited or blocked; empty: all is well.</summary>
    public static IReadOnlyList<string> Of(MetaHealth health) =>
        [.. health.Parts.Where(part => part.CanSendMessage != "AVAILABLE").Select(part => Words(part) + Notes(part))];

    private static string Words(MetaHealthPart part)
    {
        var blocked = part.CanSendMessage == "BLOCKED";
        return part.EntityType switch
        {
            "PHONE_NUMBER" => blocked
                ? "WhatsApp has stopped this phone number: finish its verification or its appeal in WhatsApp Manager."
                : "WhatsApp limits this phone number: see its quality and its name in WhatsApp Manager.",
            "WABA" => blocked
                ? "The WhatsApp Business account is stopped: see \"Account quality\" and the payment method in WhatsApp Manager."
                : "The WhatsApp Business account is limited: see \"Account quality\" and the payment method in WhatsApp Manager.",
            "BUSINESS" => blocked
                ? "Meta has restricted the business portfolio: see Business Support Home."
                : "Meta limits the business portfolio: verifying the business in Meta's Security Center lifts most limits.",
            "APP" => "Our own connection to Meta is limited; our team sees to it.",
            "MESSAGE_TEMPLATE" => "A message template is not approved or is paused.",
            var other => $"Meta reports {(blocked ? "a stop" : "a limit")} for {other}.",
        };
    }

    private static string Notes(MetaHealthPart part) => part.Notes.Count == 0 ? "" : $" (Meta: {string.Join("; ", part.Notes)})";
}
