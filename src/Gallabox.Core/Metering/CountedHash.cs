using System.Numerics;

namespace Gallabox.Core.Metering;

/// <summary>
/// As much of an id's hash as counting keeps. Two ids of one number and hour, or of one portfolio and two days, that share it
/// would count as one: of a number with 10 million messages a month, one message in more than 5,000 years.
/// </summary>
internal static class CountedHash
{
    public const int Bits = 52;

    /// <param name="hash">64 bits; 0: no id.</param>
    /// <returns>0 for no id only.</returns>
    public static ulong Of(ulong hash) => hash == 0 ? 0 : Math.Max(1, hash & ((1UL << Bits) - 1));

    /// <summary>How wide, about, the distances between so many hashes are once they are sorted.</summary>
    public static int GapBits(int hashes) => Math.Clamp(Bits - BitOperations.Log2((uint)hashes | 1) - 1, 0, Bits - 1);
}
