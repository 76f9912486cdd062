using System.Net;
using System.Net.Http.Headers;
using Gallabox.Core;
using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Gallabox.Web;
using Gallabox.Web.Console;
using Gallabox.Web.Entry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Local.Tests.Support;

/// <summary>The web contract on a real Kestrel at a free port, over a store in memory, with two accounts and without flows.</summary>
public sealed class WebHost : IAsyncLifetime
{
    public const string OperatorKey = "operator-key-of-the-tests";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    public static readonly PhoneNumber Kettle = PhoneNumber.Parse("+919876543210");

    private WebApplication? app;

    public FakeTimeProvider Time { get; } = new(Start);

    /// <summary>The clock of sessions, which is not the business's.</summary>
    public FakeTimeProvider SessionTime { get; } = new(Start);

    public RecordingFlows Flows { get; } = new();

    public SetMeter Meter { get; } = new();

    public BrokenStore Tables { get; } = new(new InMemoryTableStore());

    public FakeSandbox Sandbox { get; } = new();

    /// <summary>Meta, which answers nothing that a test has not set.</summary>
    public Mock<IMetaGraph> Meta { get; } = new();

    public RememberedSecrets Secrets { get; } = new();

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Gallabox:OperatorKey"] = OperatorKey,
        ["Gallabox:LinkKey"] = "link-key-of-the-tests-0123456789abcdef",
    };

    public Uri Address { get; private set; } = new("http://localhost");

    public T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Register(builder.Services, builder.Configuration);
        app = builder.Build();
        app.MapGallabox();
        await app.StartAsync();
        Address = new Uri(app.Urls.First());
        await SeedAsync();
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    /// <summary>A caller without any credential that follows no redirect.</summary>
    public HttpClient Stranger() => new(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = Address };

    public HttpClient Program()
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorKey);
        return client;
    }

    /// <summary>A browser that has used a login link.</summary>
    public async Task<Browser> SignedInAsync(string name = "asha")
    {
        var client = Stranger();
        var link = await Get<LoginLinks>().CreateAsync(name, CancellationToken.None);
        using var answer = await client.GetAsync(link.Url.PathAndQuery);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return new Browser(client);
    }

    /// <summary>Opens a deletion of a number of kettle's.</summary>
    public async Task<string> OpenDeletionAsync(PhoneNumber? phone = null, string subject = "Request for Deletion of Phone Number +919876543210", string? proof = "SPF and DKIM pass")
    {
        var account = await Get<AccountStore>().GetAsync("kettle", CancellationToken.None);
        var mail = new RequestMail("asha@kettle.example", "<m1@kettle.example>", subject, [], Time.GetUtcNow());
        return await Get<DeletionRequests>().OpenAsync(new DeletionRequest("mail-1", phone ?? Kettle, account, mail, proof), CancellationToken.None);
    }

    public Task ChangeAsync(string caseId, Func<Case, Case> change, TimelineEntry? entry = null, Func<DeletionFacts, DeletionFacts>? facts = null) =>
        Get<CaseStore>().ChangeAsync<DeletionFacts>(caseId, today => new(change(today.Case), facts?.Invoke(today.Facts) ?? today.Facts, entry), CancellationToken.None);

    private void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddGallaboxCore(configuration);
        services.AddSingleton<TimeProvider>(Time).AddSingleton(new SessionClock(SessionTime));
        services.AddSingleton<ITableStore>(Tables).AddSingleton<IOrchestrationClient>(Flows).AddSingleton<IMeter>(Meter);
        services.AddSingleton(Meta.Object).AddSingleton<ISecretStore>(Secrets).Configure<MetaOptions>(configuration.GetSection(MetaOptions.Section));
        services.AddSingleton<IMailSender, NoSender>().AddSingleton<ISandboxPanel>(Sandbox);
        services.AddGallaboxWeb(configuration);
        services.AddHttpClient(SandboxCalls.Client).ConfigurePrimaryHttpMessageHandler(() => Sandbox);
    }

    private async Task SeedAsync()
    {
        await Get<AccountStore>().SaveAsync(
            new Account { Id = "kettle", Name = "Kettle & Cup", Emails = ["asha@kettle.example"], Region = "IN", TimeZone = "Asia/Kolkata" }, CancellationToken.None);
        await Get<AccountStore>().SaveAsync(
            new Account
            {
                Id = "lumen", Name = "Lumen Optics", Emails = ["ops@lumen.example"], Region = "US", TimeZone = "America/Los_Angeles", Dues = new Money(12900, "USD"),
            }, CancellationToken.None);
        await SaveNumberAsync(Kettle, "kettle", ProviderNames.Dialog360, ("channelId", "ch1"), ("clientId", "cl1"));
        await SaveNumberAsync(PhoneNumber.Parse("+14155550132"), "lumen", ProviderNames.Meta, ("phoneNumberId", "105"), ("wabaId", "205"));
    }

    private Task SaveNumberAsync(PhoneNumber phone, string account, string provider, params (string Name, string Value)[] ids) => Get<NumberStore>().SaveAsync(
        new Number
        {
            Phone = phone,
            AccountId = account,
            Provider = provider,
            Identities = [new ProviderIdentity(provider, ids.ToDictionary(id => id.Name, id => id.Value), Start.AddDays(-100))],
            Limit = new MessagingLimit("TIER_2K", 2000, "webhook"),
        }, CancellationToken.None);

    private sealed class NoSender : IMailSender
    {
        public Task<string> SendAsync(OutgoingMail mail, CancellationToken cancellation) => Task.FromResult("sg-1");
    }
}
