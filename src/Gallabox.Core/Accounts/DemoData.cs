using Gallabox.Core.Numbers;

namespace Gallabox.Core.Accounts;

/// <summary>The two customers to try things with. They fit the sandbox's world; what stands already is left as it is.</summary>
public sealed class DemoData(AccountStore accounts, NumberStore numbers, TimeProvider time)
{
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        await EnsureAsync(
            new Account
            {
                Id = "kettle", Name = "Kettle & Cup", Emails = ["asha@kettle.example"], Region = "IN", TimeZone = "Asia/Kolkata",
                PortfolioId = "560077001122334", BusinessVerified = true, Dues = new Money(0, "INR"),
            },
            Connected("+919876543210", "kettle", ProviderNames.Dialog360,
                Meta("881200334455667", "730015500220011", "560077001122334"),
                new ProviderIdentity(ProviderNames.Dialog360, Ids(("clientId", "t4Vn9wCL"), ("channelId", "kR7pQ2CH")), time.GetUtcNow())),
            cancellation);
        await EnsureAsync(
            new Account
            {
                Id = "lumen", Name = "Lumen Optics", Emails = ["ops@lumen.example"], Region = "US", TimeZone = "America/New_York",
                PortfolioId = "560077001122335", Dues = new Money(12900, "USD"),
            },
            Connected("+14155550132", "lumen", ProviderNames.Meta, Meta("881200334455668", "730015500220022", "560077001122335")),
            cancellation);
    }

    private async Task EnsureAsync(Account account, Number number, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(account.Id, cancellation) is null)
            await accounts.SaveAsync(account, cancellation);
        if (await numbers.FindAsync(number.Phone, cancellation) is null)
            await numbers.SaveAsync(number, cancellation);
    }

    private static Number Connected(string phone, string accountId, string provider, params ProviderIdentity[] identities) => new()
    {
        Phone = PhoneNumber.Parse(phone),
        AccountId = accountId,
        Provider = provider,
        Identities = identities,
        Limit = new MessagingLimit("TIER_250", 250, "the start of every portfolio, by Meta's rule of October 2025"),
        TwoStep = true,
    };

    private ProviderIdentity Meta(string phoneNumberId, string wabaId, string portfolioId) =>
        new(ProviderNames.Meta, Ids(("phoneNumberId", phoneNumberId), ("wabaId", wabaId), ("portfolioId", portfolioId)), time.GetUtcNow());

    private static Dictionary<string, string> Ids(params (string Name, string Id)[] ids) => ids.ToDictionary(id => id.Name, id => id.Id);
}
