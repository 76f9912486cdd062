using System.Text.RegularExpressions;
using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Metering;
using Gallabox.Core.Migration;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Support.Powered;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>A whole migration over a Meta, on a virtual clock.</summary>
internal sealed class MigrationBench : PoweredBench<MigrationFacts>
{
    public const string Phone = "+919812300001";
    public const string Address = "asha@kettle.example";

    private Account? account;

    public MigrationBench(params (string Key, string Value)[] settings)
        : base(new OrchestrationCatalog().AddMigration(), settings) => Meta = new FakeMeta(World, Power);

    public FakeMeta Meta { get; }

    public string? Pin => Secrets.Kept.FirstOrDefault(kept => kept.Key.StartsWith("pin-", StringComparison.Ordinal)).Value;

    public MigrationOpening Fill(MigrationForm form, string nonce = "n-1")
    {
        account ??= Account("kettle", Address);
        return Do(() => FillAsync(form, nonce));
    }

    /// <summary>The same for an account that is there, at the same time as something else.</summary>
    public Task<MigrationOpening> FillAsync(MigrationForm form, string nonce = "n-1") => Get<MigrationRequests>().OpenAsync(
        new MigrationInvite(nonce, account!.Id, Address, World.Now.AddDays(7)), account, form, CancellationToken.None);

    /// <summary>Opens the usual case, and changes what the form says.</summary>
    public string Open(Func<MigrationForm, MigrationForm>? with = null)
    {
        var form = new MigrationForm { Phone = Phone, SourceProvider = "Old Provider", DestinationWabaId = FakeMeta.Waba };
        return Assert.IsType<MigrationOpening.Opened>(Fill(with?.Invoke(form) ?? form)).Case.Id;
    }

    /// <summary>Opens a case and lets it come to where the first code was sent.</summary>
    public string OpenToCode(Func<MigrationForm, MigrationForm>? with = null)
    {
        var on = Open(with);
        Until(on, _ => Meta.Codes.Count > 0 && File(on).Case.WaitsFor?.What == "code");
        return on;
    }

    /// <summary>Goes on to where Meta was asked to register the number, and the answer was lost.</summary>
    public string OpenToLostRegister()
    {
        Meta.Refuse("register", RegisterRefusalTests.Failure("unknown-outcome"));
        var on = OpenToCode();
        Prove(on);
        Until(on, file => file.Facts.RegisterOpen is not null);
        return on;
    }

    public CaseFile<MigrationFacts> File(string on) => Tables.FileOf<MigrationFacts>(on)!;

    public void Until(string on, Func<CaseFile<MigrationFacts>, bool> isSo, TimeSpan? within = null) => World.Run(
        () => isSo(File(on)), within ?? TimeSpan.FromDays(2), () => $"{on} is {File(on).Case.State}, waits for {File(on).Case.WaitsFor}. {Failures()}");

    public ActResult Act(string on, string act, Actor by = Actor.Customer, string note = "", DateTimeOffset? at = null, string choice = "") =>
        Do(() => Get<MigrationActs>().ActAsync(
            on, new ActRequest(act, by, by == Actor.Customer ? "customer:" + Address : "operator:test", note, at, null, choice), CancellationToken.None));

    public ActResult Enter(string on, string code) => Do(() => Get<MigrationActs>().EnterCodeAsync(on, "customer:" + Address, code, CancellationToken.None));

    /// <summary>Enters the newest code, and lets the answer come.</summary>
    public void Prove(string on)
    {
        Assert.IsType<ActResult.Accepted>(Enter(on, Meta.Codes[^1]));
        Until(on, file => file.Facts.CodeEntered is null);
    }

    public void Hear(AccountEvent told) => Do(() => Get<IAccountEventListener>().HearAsync(told, CancellationToken.None));

    public IReadOnlyList<string> Entries(string on) => [.. Timeline(on).Select(entry => entry.Type)];

    public int MailsAbout(string purpose) => Mails.Count(mail => mail.MailId.Contains($".{purpose}", StringComparison.Ordinal));

    /// <summary>Neither the PIN nor a code is in a row that was ever written, or in a mail.</summary>
    public void AssertNothingLeaked()
    {
        string[] secrets = [.. Meta.Codes, .. Meta.Nodes.Values.Select(node => node.Pin).OfType<string>()];
        foreach (var text in Tables.Written.Concat(Mails.Select(mail => mail.Subject + mail.Text + mail.Html)))
            foreach (var secret in secrets)
                Assert.False(Holds(text, secret) || Holds(text, secret.Insert(3, "-")), $"{secret} is in: {text}");
    }

    /// <summary>Not as a part of a longer number or word.</summary>
    private static bool Holds(string text, string secret) =>
        text.Contains(secret, StringComparison.Ordinal) && Regex.IsMatch(text, $"(?<![0-9A-Za-z]){secret}(?![0-9A-Za-z])");

    protected override void Add(IServiceCollection to, IConfiguration configuration) => to
        .Configure<MetaOptions>(options => (options.AppId, options.VerifyToken, options.SignupConfigId, options.SolutionId) = ("1", "verify", "77", "55"))
        .AddSingleton<IMetaGraph>(Meta)
        .AddSingleton(Mock.Of<IMeter>(meter => meter.ReadSentAsync(It.IsAny<PhoneNumber>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()) == Task.FromResult(new SentFigures(0, null, Array.Empty<DailySent>()))))
        .AddDeletion(configuration)
        .AddMigration(configuration);
}
