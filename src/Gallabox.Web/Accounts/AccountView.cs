using Gallabox.Core.Accounts;

namespace Gallabox.Web.Accounts;

/// <summary>An account as the API shows it.</summary>
public record AccountView(
    string Id, string Name, IReadOnlyList<string> Emails, string Region, string TimeZone, string Language, string? PortfolioId,
    bool BusinessVerified, Money Dues)
{
    public static AccountView Of(Account account) => new(
        account.Id, account.Name, account.Emails, account.Region, account.TimeZone, account.Language, account.PortfolioId,
        account.BusinessVerified, account.Dues);
}

/// <summary>One account, with its numbers.</summary>
public sealed record AccountDetail : AccountView
{
    public AccountDetail(Account shown, IEnumerable<PhoneNumber> numbers)
        : base(Of(shown)) => Numbers = [.. numbers];

    public IReadOnlyList<PhoneNumber> Numbers { get; }
}
