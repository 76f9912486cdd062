using System.IO.Hashing;
using System.Text;

namespace Gallabox.Core.Webhooks;

/// <summary>64 bits that stand for an id; never 0, which stands for none. Stored: the function must not change.</summary>
public static class IdHash
{
    public static ulong Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return 0;
        var hash = XxHash3.HashToUInt64(utf8);
        return hash == 0 ? 1 : hash;
    }

    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
