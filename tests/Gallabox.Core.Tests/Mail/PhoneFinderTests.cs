using Gallabox.Core.Mail;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

/// <summary>Rows 10.1 and 10.3 of the facts, as they concern numbers, and strings of the same kind.</summary>
public sealed class PhoneFinderTests
{
    private const string Own = "+919876543210";
    private const string None = "none";
    private const string Foreign = "foreign";
    private const string Several = "several";

    private static readonly PhoneNumber[] kettle = Numbers(
        Own, "+919876543211", "+14155550132", "+15550783881", "+525512345678", "+5491123456789", "+5511912345678", "+447700900123",
        "+390669812345", "+2250123456789", "+18003569377", "+15550100199", "+15551234567");

    [Theory]
    [InlineData("1", "+91 98765 43210", Own)]
    [InlineData("3", "919876543210", Own)]
    [InlineData("5", "  +91-98765-43210 ", Own)]
    [InlineData("7", "098765 43210.", Own)]
    [InlineData("7 ticket", "[#1002003004] 098765 43210.", Own)]
    [InlineData("8", "<+91 98765 43210>", Own)]
    [InlineData("9", "<phone>", None)]
    [InlineData("10", "", None)]
    [InlineData("11", "\"+91 98765 43210.\"", Own)]
    [InlineData("12", "\uFF0B\uFF19\uFF11\uFF19\uFF18\uFF17\uFF16\uFF15\uFF14\uFF13\uFF12\uFF11\uFF10", Own)]
    [InlineData("12 no plus", "\uFF19\uFF11\uFF19\uFF18\uFF17\uFF16\uFF15\uFF14\uFF13\uFF12\uFF11\uFF10", Own)]
    [InlineData("13", "+\u0669\u0661\u0669\u0668\u0667\u0666\u0665\u0664\u0663\u0662\u0661\u0660", Own)]
    [InlineData("14", "+\u096F\u0967\u096F\u096E\u096D\u096C\u096B\u096A\u0969\u0968\u0967\u0966", Own)]
    [InlineData("15", "\u202B+91 98765 43210\u202C", Own)]
    [InlineData("16", "\u200E+91\u00A098765\u200B43210", Own)]
    [InlineData("17", "+91\u201098765\u201343210", Own)]
    [InlineData("18", "+91 (0) 98765 43210", Own)]
    [InlineData("19", "(0)98765 43210", Own)]
    [InlineData("20", "+91 98765 43210 and +91 98765 43211", Several)]
    [InlineData("20 one theirs", "+91 98765 43210 and +91 98765 49999", Several)]
    [InlineData("21", "+91 98765 43210/11", "Shorthand")]
    [InlineData("22", "+91 98765 4321", Foreign)]
    [InlineData("23", "0098765-43210", Foreign)]
    [InlineData("24", "+91 98765\r\n 43210", Own)]
    [InlineData("25", "wa.me/919876543210", Own)]
    [InlineData("26", "91-98765-43210 (WABA 204981736450192)", Own)]
    [InlineData("30", ":+919876543210", Own)]
    [InlineData("35", "+1 (415) 555-0132", "+14155550132")]
    [InlineData("36", "+1 555 078 3881", "+15550783881")]
    [InlineData("38", "\U0001F4DE+91\t98765\u000043210 \uD83D", Own)]
    public void Subject_rows_of_the_facts_name_what_they_should(string row, string text, string wanted) =>
        Expect(wanted, text, "IN", kettle, row);

    [Theory]
    [InlineData("919876543210", "IN", Own)]
    [InlineData("919876543210", "", Own)]
    [InlineData("00919876543210", "IN", Own)]
    [InlineData("00919876543210", "US", Own)]
    [InlineData("+91-98765-43210 ext 12", "IN", "Extension")]
    [InlineData("tel:+91-98765-43210", "IN", Own)]
    [InlineData("+91 9876543210 / +91 9876543211", "IN", Several)]
    [InlineData("+1-800-FLOWERS", "IN", "Letters")]
    [InlineData("+52 1 55 1234 5678", "IN", "+525512345678")]
    [InlineData("+54 9 11 2345-6789", "IN", "+5491123456789")]
    [InlineData("+54 11 2345-6789", "IN", "+5491123456789")]
    [InlineData("+55 11 1234-5678", "IN", "+5511912345678")]
    [InlineData("+44 (0)7700 900123", "IN", "+447700900123")]
    [InlineData("+39 06 698 12345", "IN", "+390669812345")]
    [InlineData("+225 01 23 45 67 89", "IN", "+2250123456789")]
    [InlineData("+91 987654321", "IN", Foreign)]
    [InlineData("+999 1234567", "IN", Foreign)]
    [InlineData("+1 555-010-0199", "IN", "+15550100199")]
    [InlineData("+15550783881", "IN", "+15550783881")]
    [InlineData("+15551234567", "IN", "+15551234567")]
    public void Phone_rows_of_the_facts_name_what_they_should(string text, string region, string wanted) =>
        Expect(wanted, text, region, kettle, "10.3");

    [Theory]
    [InlineData("Phone: 9876543210", Own)]
    [InlineData("98765-43210", Own)]
    [InlineData("+91.98765.43210", Own)]
    [InlineData("+91_98765_43210", Own)]
    [InlineData("+91 9 8 7 6 5 4 3 2 1 0", Own)]
    [InlineData("(+91) 98765 43210", Own)]
    [InlineData("+ 91 98765 43210", Own)]
    [InlineData("[+91] 98765-43210", Own)]
    [InlineData("*+91 98765 43210*", Own)]
    [InlineData("https://wa.me/919876543210?text=hi", Own)]
    [InlineData("https://api.whatsapp.com/send?phone=%2B919876543210", Own)]
    [InlineData("+91 98765 43210 (9876543210)", Own)]
    [InlineData("no.9876543210", Own)]
    [InlineData("1. +91 98765 43210", Own)]
    [InlineData("+91 98765 43210 by 31/12/2026", Own)]
    [InlineData("+91 98765 43210, 2026-01-05", Own)]
    [InlineData("+91 98765 43210 and 30 days later", Own)]
    [InlineData("#9876543210", Own)]
    [InlineData("+91 98765 43210, 43211", "Shorthand")]
    [InlineData("+91 98765 43210 & 11", "Shorthand")]
    [InlineData("+91 98765 43210 to 15", "Shorthand")]
    [InlineData("+91 98765 43210-15", Foreign)]
    [InlineData("9876543210/9876543211", Several)]
    [InlineData("9876543210, 9876543211", Several)]
    [InlineData("9876543210 9876543211", Several)]
    [InlineData("+919876543210+919876543211", Several)]
    [InlineData("+91 98765 43210 x12", "Extension")]
    [InlineData("9876543210, ext. 4", "Extension")]
    [InlineData("+91 98765 4321O", Foreign)]
    [InlineData("+919876543210abc", "Letters")]
    [InlineData("nine eight seven six five four three two one zero", None)]
    [InlineData("ticket 9812345678", None)]
    [InlineData("98765 4321", None)]
    [InlineData("987654321012", None)]
    [InlineData("+9198765432100", Foreign)]
    [InlineData("2026-01-05 10:30", None)]
    [InlineData("order 1002003004 of 05.01.2026", None)]
    [InlineData("9\uFE0F\u20E38\uFE0F\u20E37\uFE0F\u20E365 4\uFE0F\u20E33210", Own)]
    [InlineData("please remove our number +91\n98765 43210 today", Own)]
    [InlineData("9876543210\n9876543211", Several)]
    public void Other_ways_to_write_a_number(string text, string wanted) => Expect(wanted, text, "IN", kettle, "");

    [Fact]
    public void The_tail_of_a_foreign_number_is_not_a_number_of_the_region() =>
        Assert.IsNotType<PhoneMatch.One>(PhoneFinder.Match("+44 (0)7700 900123", "IN", Numbers("+917700900123")));

    [Fact]
    public void Of_two_equivalent_numbers_the_identical_one_is_meant() =>
        Assert.Equal(
            new PhoneMatch.One(PhoneNumber.Parse("+541123456789")),
            PhoneFinder.Match("+54 11 2345-6789", "AR", Numbers("+5491123456789", "+541123456789")));

    [Theory]
    [InlineData("011 15-2345-6789", "AR", "+5491123456789")]
    [InlineData("(415) 555-0132", "US", "+14155550132")]
    [InlineData("55 1234 5678", "MX", "+525512345678")]
    [InlineData("(11) 91234-5678", "BR", "+5511912345678")]
    public void National_forms_are_read_in_the_accounts_region(string text, string region, string wanted) =>
        Expect(wanted, text, region, kettle, "");

    [Theory]
    [InlineData("IN")]
    [InlineData("")]
    [InlineData("XX")]
    public void A_page_of_digits_is_searched_in_bounded_time_and_names_nothing(string region)
    {
        var digits = string.Concat(Enumerable.Repeat("1234 5678-90 (12) 3/4. ", 3000));

        Assert.IsNotType<PhoneMatch.One>(PhoneFinder.Match(digits, region, kettle));
    }

    private static PhoneNumber[] Numbers(params string[] numbers) => [.. numbers.Select(PhoneNumber.Parse)];

    private static void Expect(string wanted, string text, string region, PhoneNumber[] numbers, string row)
    {
        var match = PhoneFinder.Match(text, region, numbers);
        var got = match switch
        {
            PhoneMatch.One one => one.Number.E164,
            PhoneMatch.None none => none.Foreign ? Foreign : None,
            PhoneMatch.Unclear unclear => unclear.Reason.ToString(),
            _ => Several,
        };
        Assert.True(wanted == got, $"row {row}: {text} was read as {got}, not {wanted}");
    }
}
