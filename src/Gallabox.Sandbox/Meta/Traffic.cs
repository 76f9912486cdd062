using System.Globalization;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What a number sent in one half hour: the finest grain of the analytics (facts 3.13).</summary>
internal sealed record Traffic(string Phone, long Start) : IBookkeeping
{
    public int Sent { get; init; }

    public int Delivered { get; init; }

    /// <summary>Delivered messages by <c>CATEGORY|TYPE|COUNTRY</c>.</summary>
    public Dictionary<string, int> Priced { get; init; } = [];

    private const int HalfHour = 1800;

    public static void Record(WorldTransaction world, string phone, DateTimeOffset at, int sent, int delivered, string? price)
    {
        var start = at.ToUnixTimeSeconds() / HalfHour * HalfHour;
        var key = string.Create(CultureInfo.InvariantCulture, $"{phone}:{start:D12}");
        var traffic = world.Find<Traffic>(key) ?? new Traffic(phone, start);
        var priced = traffic.Priced;
        if (price is not null)
            priced[price] = priced.GetValueOrDefault(price) + delivered;
        world.Put(key, traffic with { Sent = traffic.Sent + sent, Delivered = traffic.Delivered + delivered, Priced = priced });
    }
}
