using PhoneNumbers;

namespace Gallabox.Core;

/// <summary>Phone numbers as people write them. Free text goes through <c>Mail.PhoneFinder</c>.</summary>
public static class PhoneText
{
    /// <summary>The number as people write it, such as <c>+91 98765 43210</c>.</summary>
    public static string Display(PhoneNumber phone)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        return numbers.Format(numbers.Parse(phone.E164, null), PhoneNumberFormat.INTERNATIONAL);
    }

    /// <summary>A number in a field of its own; null where it is none. Numbers that plans call invalid are taken: Meta hands such out (facts 10.3).</summary>
    /// <param name="text">With or without its country.</param>
    /// <param name="region">ISO 3166 two-letter code: how a number without its country is read.</param>
    public static PhoneNumber? Read(string text, string region)
    {
        try
        {
            var library = PhoneNumberUtil.GetInstance();
            var parsed = library.Parse(text.Trim(), region);
            return library.IsPossibleNumber(parsed) && PhoneNumber.TryParse(library.Format(parsed, PhoneNumberFormat.E164), out var number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
