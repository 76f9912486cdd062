namespace Gallabox.Core.Migration;

/// <summary>The conditions in words, for mails and pages: what it is, and how whoever can change it does.</summary>
public static class LightWords
{
    private const string Manager = "Open WhatsApp Manager (business.facebook.com/latest/whatsapp_manager)";

    public static string Title(LightKey key) => key switch
    {
        LightKey.Destination => "We may see and manage the new WhatsApp Business account",
        LightKey.DestinationUsable => "The new account can be used with your Gallabox account",
        LightKey.DestinationAccount => "The new account is approved, and its business is verified",
        LightKey.Payment => "The new account has a payment method",
        LightKey.Webhooks => "We hear of the new account's messages",
        LightKey.MessagingFor => "The \"Messaging For\" request is accepted",
        LightKey.SourceAccount => "The present account is approved",
        LightKey.SameBusiness => "Both accounts belong to the same business",
        LightKey.Registered => "The number is registered where it is now",
        LightKey.NumberKind => "The number is not one of Meta's test numbers",
        LightKey.BusinessApp => "The number is not in use with the WhatsApp Business app",
        LightKey.DisplayName => "The display name is approved, and no change is under way",
        LightKey.TwoStep => "Two-step verification is off where the number is now",
        _ => key.ToString(),
    };

    /// <summary>Who can change it, in words.</summary>
    public static string Who(LightKey key) => key switch
    {
        LightKey.Payment or LightKey.Webhooks => "Gallabox",
        LightKey.SourceAccount => "Meta's support",
        LightKey.DestinationUsable => "you; if the account is yours, our team",
        LightKey.TwoStep => "an admin of the business portfolio that has the number now",
        LightKey.Destination or LightKey.DestinationAccount or LightKey.MessagingFor or LightKey.SameBusiness => "an admin of your business portfolio",
        _ => "you, in WhatsApp Manager",
    };

    /// <summary>What to do, step by step.</summary>
    public static IReadOnlyList<string> How(LightKey key) => key switch
    {
        LightKey.Destination =>
        [
            "Open Meta Business Suite, then Settings, Accounts, WhatsApp accounts, and choose the account that the number shall move to.",
            "Under Partners, share it with Gallabox, with full control.",
        ],
        LightKey.DestinationUsable =>
        [
            "Choose, or create, another WhatsApp Business account of your business: at Meta, where you sign up or accept a request there; else take this migration back, and name it in a new form.",
            "If the account is yours, write to our team; they can look into it.",
        ],
        LightKey.DestinationAccount =>
        [
            "Open Meta Business Suite, then Settings, Security Centre, and complete the verification of your business.",
            "If Meta has not approved the account yet, its page in WhatsApp Manager says what is missing.",
        ],
        LightKey.Payment => ["Our team attaches the new account to our credit line, or asks you for a payment method."],
        LightKey.Webhooks => ["Our system subscribes to the account by itself; our team looks if that does not help."],
        LightKey.MessagingFor => ["Open Meta Business Suite, then Settings, Requests, and accept the \"Messaging For\" request."],
        LightKey.SourceAccount => ["Your present provider, or you, ask Meta's support why the account is not approved. We cannot do it for you."],
        LightKey.SameBusiness => ["A number moves only within one business. Choose, or create, a WhatsApp Business account in the portfolio that has the number now."],
        LightKey.Registered => ["Ask your present provider to register the number again, or write to us: it can then be connected as a new number."],
        LightKey.NumberKind => ["Meta's test numbers cannot be moved. Choose your own number."],
        LightKey.BusinessApp => ["On the telephone, open the WhatsApp Business app: Settings, Account, Business Platform, and disconnect."],
        LightKey.DisplayName => [$"{Manager}, choose the number, and look at its display name.", "Wait for Meta's decision, or take the change back."],
        LightKey.TwoStep =>
        [
            $"{Manager}, then Account tools, Phone numbers, and the settings of the number.",
            "Choose Two-step verification, and Turn off. If you only see Turn on, it is off already.",
            "Meta mails a link to the portfolio's admin address. Open it, and confirm.",
            "If your present provider owns the account, ask it to do this for you.",
        ],
        _ => [],
    };
}
