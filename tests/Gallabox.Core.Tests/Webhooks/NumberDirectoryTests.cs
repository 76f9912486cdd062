using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Whose events these are (row 26 of facts 11).</summary>
public sealed class NumberDirectoryTests
{
    private static readonly PhoneNumber moved = PhoneNumber.Parse("+919876543210");
    private static readonly PhoneNumber other = PhoneNumber.Parse("+14155550132");

    private readonly NumberStore numbers;
    private readonly NumberDirectory directory;

    public NumberDirectoryTests()
    {
        var (tables, time) = (new InMemoryTableStore(), new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero)));
        numbers = new NumberStore(tables, time);
        directory = new NumberDirectory(numbers, new AccountStore(tables), time);
    }

    [Theory]
    [InlineData("new-waba", "new-id", "919876543210", "+919876543210")]
    [InlineData("waba-of-another-tenant", "new-id", "14155550132", "+919876543210")]
    [InlineData("old-waba", "old-id", "", "+919876543210")]
    [InlineData("old-waba", "", "919876543210", "+919876543210")]
    [InlineData("waba-of-another-tenant", "", "919876543210", null)]
    [InlineData("new-waba", "unknown-id", "14155550132", null)]
    [InlineData("", "", "", null)]
    public async Task Row_26_the_phone_number_id_decides_then_the_displayed_number_within_its_waba(string waba, string id, string display, string? expected)
    {
        await AddAsync(moved, ("old-id", "old-waba"), ("new-id", "new-waba"));
        await AddAsync(other, ("other-id", "waba-of-another-tenant"));

        var found = await directory.FindAsync(new EventRoute(waba, id, display, ""), CancellationToken.None);

        Assert.Equal(expected, found?.Phone.E164);
    }

    private Task AddAsync(PhoneNumber phone, params (string Id, string Waba)[] identities) => numbers.SaveAsync(new Number
    {
        Phone = phone,
        AccountId = "kettle",
        Provider = ProviderNames.Meta,
        Identities =
        [
            .. identities.Select((one, index) => new ProviderIdentity(
                ProviderNames.Meta,
                new Dictionary<string, string> { ["phoneNumberId"] = one.Id, ["wabaId"] = one.Waba },
                DateTimeOffset.UnixEpoch.AddDays(index),
                index < identities.Length - 1 ? DateTimeOffset.UnixEpoch.AddDays(index + 1) : null)),
        ],
    }, CancellationToken.None);
}
