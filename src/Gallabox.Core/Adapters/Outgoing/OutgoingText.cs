using System.Text;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>Foreign words on their way into one of our failures.</summary>
internal static class OutgoingText
{
    private const int Longest = 500;

    /// <summary>On one line, of bounded length, and without what must not be repeated even where the other side repeats it.</summary>
    public static string Clean(string? text, IEnumerable<string?> secrets)
    {
        var clean = new StringBuilder(text ?? "");
        foreach (var secret in secrets)
            if (!string.IsNullOrEmpty(secret))
                clean.Replace(secret, "***");
        for (var at = 0; at < clean.Length; at++)
            if (char.IsControl(clean[at]))
                clean[at] = ' ';
        return clean.Length <= Longest ? clean.ToString() : clean.ToString(0, Longest) + "...";
    }
}
