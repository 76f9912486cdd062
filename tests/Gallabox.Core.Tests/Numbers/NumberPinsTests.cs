using Gallabox.Core.Numbers;
using Gallabox.Core.Tests.Support.Powered;
using Xunit;

namespace Gallabox.Core.Tests.Numbers;

public sealed class NumberPinsTests
{
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919812300001");
    private readonly PoweredSecrets secrets = new(new Power());

    [Fact]
    public async Task APinHasSixDigitsAndIsNoneThatPeopleTryFirst()
    {
        var pins = new NumberPins(secrets);
        var made = new HashSet<string>();
        for (var no = 0; no < 2000; no++)
        {
            var pin = await pins.MakeAsync(phone, CancellationToken.None);
            Assert.Matches("^[0-9]{6}$", pin);
            Assert.DoesNotContain(pin, "0123456789 9876543210", StringComparison.Ordinal);
            Assert.True(pin.Distinct().Count() > 1, pin);
            made.Add(pin);
        }

        Assert.True(made.Count > 1900, $"{made.Count} different ones of 2000");
    }

    [Fact]
    public async Task TheNewestIsKeptUntilItIsDeleted()
    {
        var pins = new NumberPins(secrets);
        await pins.MakeAsync(phone, CancellationToken.None);
        var newest = await pins.MakeAsync(phone, CancellationToken.None);
        Assert.Equal(newest, await pins.FindAsync(phone, CancellationToken.None));
        Assert.Null(await pins.FindAsync(PhoneNumber.Parse("+919812300002"), CancellationToken.None));
        await pins.DeleteAsync(phone, CancellationToken.None);
        Assert.Empty(secrets.Kept);
    }
}
