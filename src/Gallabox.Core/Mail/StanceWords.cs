namespace Gallabox.Core.Mail;

/// <summary>What a word does to a deletion.</summary>
internal enum WordRole
{
    None,
    Cancel,
    Stop,
    Hold,
    Keep,
    Proceed,
    Delete,
}

/// <summary>
/// The words by which customers ask for a deletion or for its opposite, in the languages they write. Stems where a language
/// bends its words, whole words where a stem would catch others. "Revert" is left out: in Indian English it means "reply".
/// </summary>
internal static class StanceWords
{
    private static readonly (WordRole Role, string[] Stems)[] stems =
    [
        (WordRole.Cancel,
        [
            "cancel", "annul", "anul", "stornier", "abbrech", "abgebrochen", "abort", "withdraw", "withdrew", "revok", "rescind",
            "retract", "disregard", "ignor", "widerruf", "zurückzieh", "zurückgezogen", "zurückzunehmen", "desist", "batal",
            "iptal", "отмен", "إلغا", "الغا", "ألغ", "تجاهل", "रद्द", "कैंसिल", "कैंसल", "अनदेखा", "annuleer", "avbryt",
        ]),
        (WordRole.Delete,
        [
            "delet", "remov", "eras", "deactivat", "disconnect", "deregist", "unregist", "lösch", "loesch", "gelöscht", "entfern",
            "supprim", "suppress", "elimin", "borr", "borra", "exclu", "apag", "remoç", "remoc", "verwijder", "удал", "حذف",
            "احذف", "تحذف", "हटा", "डिलीट", "hata", "hapus", "sletning", "radera", "rimuov", "rimoz",
        ]),
        (WordRole.Proceed,
        [
            "proceed", "fortfahr", "fortsetz", "procéd", "proced", "prosseg", "prosig",
        ]),
        (WordRole.Keep,
        [
            "behalt", "behält", "conserv", "mantener", "manteng", "manter", "mantenh", "रखना", "रखें", "garder", "gardez",
            "retain",
        ]),
    ];

    private static readonly (WordRole Role, string[] Words)[] whole =
    [
        (WordRole.Cancel,
        [
            "nevermind", "undo", "storno", "rok", "roko", "रोक", "रोकें", "radd",
        ]),
        (WordRole.Stop,
        [
            "stop", "stopp", "stoppen", "halt", "reverse", "reject", "void", "drop", "recall", "arrêtez", "arrêter", "detener", "detengan",
            "parem", "أوقف", "أوقفوا",
            "stopping",
        ]),
        (WordRole.Hold,
        [
            "hold", "wait", "postpone", "defer", "delay",
        ]),
        (WordRole.Keep,
        [
            "keep", "keeping", "restore",
        ]),
        (WordRole.Proceed,
        [
            "continue", "process", "weitermachen", "continuer", "continuez",
        ]),
    ];

    private static readonly Dictionary<string, WordRole> words =
        whole.SelectMany(row => row.Words.Select(word => (word, row.Role))).ToDictionary(pair => pair.word, pair => pair.Role);

    private static readonly HashSet<string> negators =
    [
        "not", "no", "dont", "donot", "never", "wont", "shouldnt", "neednt", "mustnt", "nor", "neither", "none", "nicht", "kein",
        "keine", "keinen", "ne", "pas", "não", "nao", "non", "nunca", "jamais", "mat", "nahi", "nahin", "nahee", "na", "मत",
        "नहीं", "न", "ना", "لا", "عدم", "لن", "niet", "nie", "ikke", "inte", "не", "jangan", "tidak", "cannot", "cant", "couldnt",
        "didnt", "hasnt", "havent", "wasnt", "isnt", "hadnt", "doesnt", "arent", "werent",
    ];

    // Speak of what has not happened: "it has not been deleted yet" is a complaint, not a change of mind.
    private static readonly HashSet<string> reporting =
    [
        "didnt", "hasnt", "havent", "wasnt", "isnt", "hadnt", "doesnt", "arent", "werent",
    ];

    private static readonly HashSet<string> inability =
    [
        "cannot", "cant", "couldnt",
    ];

    private static readonly HashSet<string> following =
    [
        "nicht", "mat", "nahi", "nahin", "nahee", "na", "मत", "नहीं", "न", "ना", "niet", "pas", "ikke", "inte",
    ];

    private static readonly string[] requests =
    [
        "request", "delet", "remov", "lösch", "supprim", "elimin", "process", "proced", "anfrage", "antrag", "demande",
        "solicitud", "pedido", "solicita", "حذف", "طلب",
    ];

    private static readonly string[] numbers =
    [
        "number", "nummer", "numéro", "numero", "número", "phone", "telefon", "téléphone", "telefone", "teléfono", "whatsapp",
        "waba", "mobile", "handy", "sim", "line", "नंबर", "नम्बर", "رقم", "номер", "contact", "cell",
    ];

    private static readonly string[] matters =
    [
        "subscription", "plan", "billing", "payment", "invoice", "contract", "membership", "autopay", "order", "meeting",
        "service", "renewal", "transaction", "card", "mandate", "abo",
    ];

    public static WordRole Role(string word)
    {
        if (words.TryGetValue(word, out var role))
            return role;
        foreach (var (stemRole, itsStems) in stems)
        {
            if (Starts(word, itsStems))
                return stemRole;
        }

        return WordRole.None;
    }

    public static bool IsNegator(string word) => negators.Contains(word);

    public static bool IsReporting(string word) => reporting.Contains(word);

    public static bool IsInability(string word) => inability.Contains(word);

    public static bool NegatesBefore(string word) => following.Contains(word);

    public static bool IsRequest(string word) => Starts(word, requests);

    /// <summary>Also inside of a compound: Telefonnummer, Rufnummer.</summary>
    public static bool IsNumber(string word) =>
        Starts(word, numbers) || word.EndsWith("nummer", StringComparison.Ordinal) || word is "no" or "nos" or "num" or "nr";

    /// <summary>What else customers cancel.</summary>
    public static bool IsOtherMatter(string word) => Starts(word, matters);

    private static bool Starts(string word, string[] stems) => Array.Exists(stems, stem => word.StartsWith(stem, StringComparison.Ordinal));
}
