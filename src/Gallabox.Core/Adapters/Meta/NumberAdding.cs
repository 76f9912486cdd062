using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using PhoneNumbers;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>Adds a number to a WABA, or starts its migration there.</summary>
internal sealed class NumberAdding(GraphClient graph)
{
    /// <summary>Safe to repeat: a number that is in the WABA already (2388012) is found by listing.</summary>
    public async Task<string> AddAsync(
        string wabaId, PhoneNumber phone, string option, JsonNode value,
        Func<string, CancellationToken, Task<IReadOnlyList<MetaNumber>>> list, CancellationToken cancellation)
    {
        var code = CallingCode(phone);
        var body = new JsonObject { ["cc"] = code, ["phone_number"] = phone.Digits[code.Length..], [option] = value };
        try
        {
            return MetaAnswers.Id(await graph.PostAsync(wabaId, "phone_numbers", body, cancellation));
        }
        catch (PermanentFailureException failure) when (failure.Code == "meta:2388012")
        {
            var there = (await list(wabaId, cancellation)).FirstOrDefault(number => number.Phone == phone);
            return there?.Id ?? throw new PermanentFailureException(failure.Code, failure.Message, failure);
        }
    }

    /// <summary>Only the calling code is the numbering plan's; the rest is what Meta was told, as the two do not always agree (facts 10.3).</summary>
    private static string CallingCode(PhoneNumber phone)
    {
        try
        {
            return PhoneNumberUtil.GetInstance().Parse(phone.E164, null).CountryCode.ToString(CultureInfo.InvariantCulture);
        }
        catch (NumberParseException unknown)
        {
            throw new PermanentFailureException("meta:bad-number", "The number has no known calling code.", unknown);
        }
    }
}
