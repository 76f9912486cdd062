using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gallabox.Core.Accounts;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// Whose events these are: by phone number id first, also a former one; then by 360dialog's channel; then by the displayed number
/// where it is known under the WABA that was named. Answers are remembered for a minute.
/// </summary>
public sealed class NumberDirectory(NumberStore numbers, AccountStore accounts, TimeProvider time)
{
    private const int MaxRemembered = 100_000;
    private static readonly TimeSpan remembered = TimeSpan.FromMinutes(1);

    // By 128 bits of the route, in which no two routes meet: its texts would take three times the memory.
    private readonly ConcurrentDictionary<UInt128, (MeteredNumber? Number, DateTimeOffset Until)> answers = new();

    /// <summary>The number, or null where it is unknown.</summary>
    public ValueTask<MeteredNumber?> FindAsync(EventRoute route, CancellationToken cancellation) =>
        answers.TryGetValue(Key(route), out var known) && known.Until > time.GetUtcNow()
            ? ValueTask.FromResult(known.Number)
            : new ValueTask<MeteredNumber?>(FindAnewAsync(route, cancellation));

    /// <summary>The same, whatever was remembered.</summary>
    public async Task<MeteredNumber?> FindAnewAsync(EventRoute route, CancellationToken cancellation)
    {
        MeteredNumber? found = await LookUpAsync(route, cancellation) is { } number ? await MeterAsync(number, cancellation) : null;
        if (answers.Count >= MaxRemembered)
            answers.Clear();
        answers[Key(route)] = (found, time.GetUtcNow() + remembered);
        return found;
    }

    /// <summary>The number with the scope in which its customers are counted.</summary>
    public async Task<MeteredNumber> MeterAsync(Number number, CancellationToken cancellation)
    {
        var account = await accounts.FindAsync(number.AccountId, cancellation);
        return new MeteredNumber(number.Phone, number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("portfolioId") ?? account?.PortfolioId);
    }

    private static UInt128 Key(EventRoute route) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(string.Join('/', route.WabaId, route.Id, route.Display, route.Channel).AsSpan()));

    private async Task<Number?> LookUpAsync(EventRoute route, CancellationToken cancellation)
    {
        if (route.Id.Length > 0 && await numbers.FindByMetaIdAsync(route.Id, cancellation) is { } byId)
            return byId;
        var displayed = PhoneNumber.TryParse(route.Display, out var phone) ? await numbers.FindAsync(phone, cancellation) : null;
        return route.Channel.Length > 0
            ? await numbers.FindByChannelAsync(route.Channel, cancellation) ?? displayed
            : displayed?.Identities.Any(identity => identity.Ids.GetValueOrDefault("wabaId") == route.WabaId) == true ? displayed : null;
    }
}
