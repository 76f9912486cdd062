using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Tests.Migration;

/// <summary>A case in the middle of its rehearsal, for rules that are pure.</summary>
internal static class MigrationSample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly PhoneNumber Phone = PhoneNumber.Parse("+919812300001");
    public static readonly MetaAccount NewAccount = new("7301", "New account", "APPROVED", "verified", "pay-1", "portfolio-1");
    public static readonly MetaAccount OldAccount = new("6200", "Old account", "APPROVED", "verified", null, "portfolio-1");

    public static readonly MetaNumber Working = new("55", Phone, "CONNECTED")
    {
        NameStatus = "APPROVED", IsPinEnabled = false, AccountMode = "LIVE", IsOnBizApp = false, VerifiedName = "Kettle & Cup",
    };

    public static readonly Account Kettle = new() { Id = "kettle", Name = "Kettle & Cup", Region = "IN", TimeZone = "Asia/Kolkata", Emails = ["asha@kettle.example"] };

    public static MigrationFacts Facts { get; } = new()
    {
        Address = "asha@kettle.example",
        Source = new MigrationSource("Old Provider", "6200"),
        Path = MigrationPath.Account,
        Reader = new CodeReader("Asha", null, CodeMethod.Sms, "en_US"),
        WabaId = "7301",
        WaitingSince = Now,
    };

    public static Case Opened { get; } = new()
    {
        Id = "mig-7K3QX9MPA2", Kind = CaseKind.Migration, Phone = Phone, AccountId = "kettle", State = CaseState.InReview, CreatedAt = Now,
    };

    /// <summary>Everything can be read, and every condition is met.</summary>
    public static MigrationEvidence Good { get; } = new(Opened, Facts, Kettle, null, NewAccount, true, OldAccount, Working);

    public static MigrationEvidence With(this MigrationEvidence seen, Func<MigrationFacts, MigrationFacts> change) => seen with { Facts = change(seen.Facts) };

    public static Refused Refused(string code, LightKey? light = null, DateTimeOffset? at = null, MigrationCall call = MigrationCall.Start) =>
        new(call, "meta:" + code, "in Meta's words", at ?? Now, light);
}
