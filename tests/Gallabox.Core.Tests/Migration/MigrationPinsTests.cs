using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Tests.Support.Powered;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

public sealed class MigrationPinsTests
{
    private static readonly CaseRef on = new("mig-7K3QX9MPA2");
    private readonly PoweredSecrets secrets = new(new Power());

    private MigrationPins Pins
    {
        get
        {
            var tables = new InMemoryTableStore();
            return new MigrationPins(secrets, new CaseStore(tables, new CaseIndex(tables), new FakeTimeProvider()));
        }
    }

    [Fact]
    public async Task APinHasSixDigitsAndIsNoneThatPeopleTryFirst()
    {
        var pins = Pins;
        var made = new HashSet<string>();
        for (var no = 0; no < 2000; no++)
        {
            var pin = await pins.MakeAsync(on, CancellationToken.None);
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
        var pins = Pins;
        await pins.MakeAsync(on, CancellationToken.None);
        var newest = await pins.MakeAsync(on, CancellationToken.None);
        Assert.Equal(newest, await pins.FindAsync(on, CancellationToken.None));
        Assert.Null(await pins.FindAsync(new CaseRef("mig-7K3QX9MPA3"), CancellationToken.None));
        await pins.DeleteAsync(on, CancellationToken.None);
        Assert.Empty(secrets.Kept);
    }
}
