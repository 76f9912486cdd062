using Gallabox.Core.Accounts;
using Gallabox.Core.Mail;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>The form as it was filled; every field may be wrong.</summary>
public sealed record MigrationForm
{
    public string Phone { get; init; } = "";

    public string SourceProvider { get; init; } = "";

    public string SourceWabaId { get; init; } = "";

    /// <summary><c>account</c>, <c>embedded_signup</c> or <c>solution</c>; empty: the first where a destination is named, else the second.</summary>
    public string Path { get; init; } = "";

    public string DestinationWabaId { get; init; } = "";

    public string MigrationIntentId { get; init; } = "";

    public string CodeReader { get; init; } = "";

    public string CodeReaderEmail { get; init; } = "";

    /// <summary><c>sms</c> or <c>voice</c>; empty: the first.</summary>
    public string CodeMethod { get; init; } = "";

    /// <summary>Such as <c>en_US</c>, which is what empty means.</summary>
    public string CodeLanguage { get; init; } = "";

    public DateTimeOffset? CutOverAt { get; init; }
}

/// <summary>A form that holds, or what is wrong with each of its fields.</summary>
/// <param name="Problems">By the field's name in JSON; empty: it holds.</param>
public sealed record CheckedForm(PhoneNumber Phone, MigrationFacts? Facts, IReadOnlyDictionary<string, string> Problems)
{
    private const int LongestText = 100;
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(60);

    /// <param name="address">The registered address that fills the form.</param>
    /// <param name="ways">What is offered beside <see cref="MigrationPath.Account"/>.</param>
    public static CheckedForm Of(MigrationForm form, Account account, string address, IReadOnlySet<MigrationPath> ways, DateTimeOffset now)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var phone = Read(form.Phone, account);
        if (phone is null)
            problems["phone"] = "This is no phone number that we can read. Write it with its country code, such as +91 98765 43210.";
        Text(problems, "sourceProvider", form.SourceProvider, "Say who provides the number now, such as the name of your present provider.");
        Id(problems, "sourceWabaId", form.SourceWabaId, isNeeded: false);
        var path = Path(problems, form, ways);
        Id(problems, "destinationWabaId", form.DestinationWabaId, path == MigrationPath.Account);
        Id(problems, "migrationIntentId", form.MigrationIntentId, path == MigrationPath.Solution);
        if (form.DestinationWabaId.Length > 0 && form.DestinationWabaId.Trim() == form.SourceWabaId.Trim())
            problems["destinationWabaId"] = "The number is in this account already: the source and the destination are the same.";
        if (form.CodeReader.Length > LongestText)
            problems["codeReader"] = $"At most {LongestText} characters.";
        if (form.CodeReaderEmail.Trim() is { Length: > 0 } reader && (reader.Length > LongestText || !IsPlainAddress(reader)))
            problems["codeReaderEmail"] = "This is no e-mail address.";
        var method = Method(problems, form.CodeMethod);
        if (form.CodeLanguage.Length > 0 && !IsLanguage(form.CodeLanguage))
            problems["codeLanguage"] = "A language looks like en_US.";
        if (form.CutOverAt is { } at && (at < now - TimeSpan.FromHours(1) || at > now + Farthest))
            problems["cutOverAt"] = "Choose a time from now on, within 60 days.";
        return new CheckedForm(phone ?? default, problems.Count > 0 ? null : Filled(form, address, path, method, now), problems);
    }

    /// <summary>Null: it is no phone number.</summary>
    public static PhoneNumber? Read(string phone, Account account) => PhoneText.Read(phone.Length <= 40 ? phone : "", account.Region);

    private static MigrationFacts Filled(MigrationForm form, string address, MigrationPath path, CodeMethod method, DateTimeOffset now) => new()
    {
        Address = address,
        Source = new MigrationSource(form.SourceProvider.Trim(), Given(form.SourceWabaId)),
        Path = path,
        WabaId = path == MigrationPath.Account ? Given(form.DestinationWabaId) : null,
        IntentId = path == MigrationPath.Solution ? Given(form.MigrationIntentId) : null,
        Reader = new CodeReader(Given(form.CodeReader) ?? address, Given(form.CodeReaderEmail), method, Given(form.CodeLanguage) ?? "en_US"),
        CutOverAt = form.CutOverAt?.ToUniversalTime(),
        WaitingSince = now,
    };

    private static MigrationPath Path(Dictionary<string, string> problems, MigrationForm form, IReadOnlySet<MigrationPath> ways)
    {
        var path = form.Path.Length == 0
            ? form.DestinationWabaId.Length > 0 ? MigrationPath.Account : MigrationPath.EmbeddedSignup
            : Enum.GetValues<MigrationPath>().Cast<MigrationPath?>().FirstOrDefault(known => Wire.Name(known!.Value) == form.Path);
        if (path is null || (path != MigrationPath.Account && !ways.Contains(path.Value)))
            problems[form.Path.Length == 0 ? "destinationWabaId" : "path"] = form.Path.Length == 0
                ? "Enter the number of the WhatsApp Business account that the phone number shall move to."
                : $"'path' is one of {string.Join(", ", ways.Append(MigrationPath.Account).Distinct().Order().Select(Wire.Name))}.";
        return path ?? MigrationPath.Account;
    }

    private static CodeMethod Method(Dictionary<string, string> problems, string text)
    {
        if (text is not ("" or "sms" or "voice"))
            problems["codeMethod"] = "The code comes by 'sms' or by 'voice'.";
        return text == "voice" ? Providers.CodeMethod.Voice : Providers.CodeMethod.Sms;
    }

    private static void Text(Dictionary<string, string> problems, string name, string text, string missing)
    {
        if (text.Trim().Length == 0)
            problems[name] = missing;
        else if (text.Length > LongestText)
            problems[name] = $"At most {LongestText} characters.";
    }

    private static void Id(Dictionary<string, string> problems, string name, string text, bool isNeeded)
    {
        var id = text.Trim();
        if ((id.Length == 0 && isNeeded && !problems.ContainsKey(name)) || id.Length > 32 || !id.All(char.IsAsciiDigit))
            problems[name] = "This is Meta's id: digits only, as Meta Business Suite shows it beside the account.";
    }

    /// <summary>One address and nothing around it: no name, no brackets, no list.</summary>
    private static bool IsPlainAddress(string text) => text.IndexOfAny([' ', ',', ';', ':', '<', '>', '"']) < 0 && SenderAddress.Read([text]).Count == 1;

    /// <summary>Such as <c>en</c> or <c>en_US</c>.</summary>
    private static bool IsLanguage(string text) => text.Length is 2 or 5 && text.Select((c, at) => at == 2 ? c == '_' : char.IsAsciiLetter(c)).All(good => good);

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
