using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gallabox.Core.Adapters.Outgoing;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>Meta's error envelope. [Meta, "Error codes", 19 Nov 2025]</summary>
/// <param name="Code">0 where there is none.</param>
/// <param name="Text">Message, details and user message; never the title, which may change.</param>
/// <param name="Trace">Meta's id of the failure, for its support.</param>
internal sealed partial record MetaError(int Code, int? Subcode, string Text, bool IsTransient, string? Trace)
{
    /// <returns>Null where the answer is no error envelope.</returns>
    public static MetaError? Read(JsonElement? answer)
    {
        if (answer?.Member("error") is not { ValueKind: JsonValueKind.Object } error)
            return null;
        string?[] texts = [error.Text("message"), error.Member("error_data")?.Text("details"), error.Text("error_user_msg")];
        var text = string.Join(" | ", texts.Where(static part => !string.IsNullOrWhiteSpace(part)).Distinct());
        return new MetaError(
            (int?)error.Whole("code") ?? CodeIn(text), (int?)error.Whole("error_subcode"), text,
            error.Flag("is_transient") == true, error.Text("fbtrace_id"));
    }

    public bool Says(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Meta begins its texts with the code, as in <c>(#133005) PIN mismatch</c>.</summary>
    private static int CodeIn(string text) =>
        int.TryParse(CodeInText().Match(text).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    [GeneratedRegex(@"\(#([0-9]{1,9})\)", RegexOptions.CultureInvariant)]
    private static partial Regex CodeInText();
}
