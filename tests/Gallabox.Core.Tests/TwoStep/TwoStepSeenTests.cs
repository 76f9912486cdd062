using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Core.Tests.TwoStep;

public sealed class TwoStepSeenTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Since = Now.AddDays(-10);
    private static readonly Number plain = new() { Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", Provider = ProviderNames.Meta };

    /// <summary>What was known, what was seen, what is known then, and whether the beginning is kept.</summary>
    public static TheoryData<bool?, bool?, bool?, bool> Changes => new()
    {
        { null, null, null, false },
        { null, true, true, false },
        { null, false, false, false },
        { true, null, true, false },
        { true, true, true, false },
        { true, false, false, false },
        { false, null, false, true },
        { false, true, true, false },
        { false, false, false, true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void ANumberIsOffSinceItWasFirstSeenSo(bool? before, bool? seen, bool? after, bool keeps)
    {
        var number = (plain with { TwoStep = before, TwoStepOffSince = before == false ? Since : null, TwoStepOffAskedAt = Since }).SeeTwoStep(seen, Now);
        Assert.Equal((after, after == false ? (keeps ? Since : Now) : (DateTimeOffset?)null), (number.TwoStep, number.TwoStepOffSince));
        Assert.Equal(before == false && seen == true, number.TwoStepOffAskedAt is null);
    }
}
