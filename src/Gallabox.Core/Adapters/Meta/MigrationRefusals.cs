namespace Gallabox.Core.Adapters.Meta;

/// <summary>
/// The nine meanings of 2388103, told apart by keywords alone (facts 3.9). Meta may reword or translate its texts: what no row
/// knows needs a person. The first row that fits holds, so what is said in passing stands further down.
/// </summary>
internal static class MigrationRefusals
{
    private sealed record Row(string Word, FailureKind Kind, string Meaning, Func<MetaError, bool> Fits);

    private const FailureKind NeedsPerson = FailureKind.NeedsPerson;

    private static readonly Row[] rows =
    [
        new("no-webhook", NeedsPerson, "no app is subscribed to the destination account's webhooks", static error => error.Says("webhook", "subscri")),
        new("add-directly", FailureKind.Permanent, "the number needs no migration and can be added directly",
            static error => error.Says("directly", "not needed", "not required", "need not", "without migrat")),
        new("display-name", NeedsPerson, "the display name is missing, not approved or about to change",
            static error => error.Says("display name", "verified name", "name_status", "name change")),
        new("credit-line", NeedsPerson, "the destination account has no credit line or payment method",
            static error => error.Says("credit", "payment", "billing", "funding")),
        new("messaging-for", NeedsPerson, "the \"Messaging For\" request is not accepted", static error => error.Says("messaging for", "messaging-for")),
        new("different-business", NeedsPerson, "source and destination belong to different businesses",
            static error => error.Says("different business", "same business", "different compan", "same compan")),
        new("source-account", NeedsPerson, "the source account is not approved, or its on-behalf-of state is broken; Meta's support has to look",
            static error => error.Says("source") && error.Says("approv", "behalf", "review")),
        new("destination-account", NeedsPerson, "the destination account is not approved or its business not verified",
            static error => error.Says("destination", "target", "new account") && error.Says("approv", "verif", "review")),
        new("unspecific", FailureKind.Transient, "the migration failed for no reason given",
            static error => error.Says("unspecific", "unknown", "unexpected", "try again", "went wrong", "internal error", "temporar")),
    ];

    /// <summary>The meaning's word, or empty.</summary>
    public static string Code(MetaError error) => Array.Find(rows, row => row.Fits(error))?.Word ?? "";

    public static FailureKind Kind(string word) => Of(word)?.Kind ?? NeedsPerson;

    public static string Meaning(string word) => Of(word)?.Meaning ?? "the migration was refused in words that we do not know";

    private static Row? Of(string word) => Array.Find(rows, row => row.Word == word);
}
