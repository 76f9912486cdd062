using System.Net.Mail;
using System.Text.RegularExpressions;
using Gallabox.Core.Accounts;
using Gallabox.Web.Answers;
using PhoneNumbers;

namespace Gallabox.Web.Accounts;

/// <summary>What <c>PUT /api/accounts/{id}</c> sends: the whole account. Dues that are left out stay as they are.</summary>
public sealed partial record AccountBody
{
    private const int MostEmails = 50;

    public string? Name { get; init; }

    public IReadOnlyList<string>? Emails { get; init; }

    public string? Region { get; init; }

    public string? TimeZone { get; init; }

    public string? Language { get; init; }

    public string? PortfolioId { get; init; }

    public bool BusinessVerified { get; init; }

    public DuesBody? Dues { get; init; }

    public static bool IsId(string id) => IdForm().IsMatch(id);

    /// <summary>What is wrong, or null.</summary>
    public string? Fault()
    {
        if (Name is not { Length: > 0 and <= 200 } || string.IsNullOrWhiteSpace(Name))
            return "'name' is missing, or has more than 200 characters.";
        if (Emails is null || Emails.Count > MostEmails || Emails.Any(email => !IsAddress(email)))
            return $"'emails' is a list of at most {MostEmails} plain addresses, such as asha@kettle.example.";
        if (Region is null || !PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(Region))
            return "'region' is an ISO 3166 code of two capital letters, such as IN.";
        if (TimeZone is null || !TimeZone.Contains('/', StringComparison.Ordinal) && TimeZone != "UTC" || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            return "'timeZone' is an IANA name, such as Asia/Kolkata.";
        if (Language is not null && !LanguageForm().IsMatch(Language))
            return "'language' is a BCP 47 tag, such as en or pt-BR.";
        return PortfolioId is { Length: > 64 } ? "'portfolioId' has at most 64 characters." : Dues?.Fault();
    }

    /// <summary>The account, once <see cref="Fault"/> has found nothing.</summary>
    public Account ToAccount(string id, Money duesToday) => new()
    {
        Id = id,
        Name = Name!.Trim(),
        Emails = [.. Emails!.Select(email => email.ToLowerInvariant()).Distinct()],
        Region = Region!,
        TimeZone = TimeZone!,
        Language = Language ?? "en",
        PortfolioId = PortfolioId,
        BusinessVerified = BusinessVerified,
        Dues = Dues?.ToMoney() ?? duesToday,
    };

    private static bool IsAddress(string? text) =>
        text is { Length: <= 254 } && MailAddress.TryCreate(text, out var address) && address.Address == text
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();
}

/// <summary>What <c>PUT /api/accounts/{id}/dues</c> sends.</summary>
public sealed record DuesBody
{
    public long? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>What is wrong, or null.</summary>
    public string? Fault() => Amount is null or < 0 || Currency is null || !Inputs.IsCurrency(Currency)
        ? "'amount' is a whole number of minor units, not negative, and 'currency' three capital letters of ISO 4217: {\"amount\": 12900, \"currency\": \"USD\"}."
        : null;

    public Money ToMoney() => new(Amount!.Value, Currency!);
}
