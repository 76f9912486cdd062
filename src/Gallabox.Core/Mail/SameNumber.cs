namespace Gallabox.Core.Mail;

/// <summary>
/// Numbers that differ in E.164 and are one WhatsApp number: Mexico with and without the 1 after 52, Brazil with and without the
/// ninth digit, Argentina with and without the 9 after 54. [facts 10.3; M-PHONE for Brazil and Mexico]
/// </summary>
public static class SameNumber
{
    /// <summary>The account's number with these digits: the identical one, else the only equivalent one.</summary>
    public static PhoneNumber? Among(IReadOnlyList<PhoneNumber> numbers, string digits)
    {
        foreach (var number in numbers)
        {
            if (number.Digits == digits)
                return number;
        }

        var normal = Normal(digits);
        var equivalent = numbers.Where(number => Normal(number.Digits) == normal).Take(2).ToList();
        return equivalent.Count == 1 ? equivalent[0] : null;
    }

    private static string Normal(string digits) => digits switch
    {
        { Length: 13 } when digits.StartsWith("521", StringComparison.Ordinal) => "52" + digits[3..],
        { Length: 13 } when digits.StartsWith("549", StringComparison.Ordinal) => "54" + digits[3..],
        { Length: 13 } when digits.StartsWith("55", StringComparison.Ordinal) && digits[4] == '9' => digits[..4] + digits[5..],
        _ => digits,
    };
}
