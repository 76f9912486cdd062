using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Adapters.SendGrid;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

/// <summary>The production registrations over a strict fake of the wire, with every clock in the test's hand.</summary>
internal sealed class AdapterHost : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;

    public AdapterHost(params (string Key, string? Value)[] changes)
        : this(false, changes)
    {
    }

    private AdapterHost(bool sockets, (string Key, string? Value)[] changes)
    {
        var values = Settings();
        foreach (var (key, value) in changes)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var collection = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddKeyedSingleton<TimeProvider>(OutgoingClient.NetworkClock, Network)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<IConfiguration>(configuration)
            .AddMetaGraph().AddDialog360Partner().AddSendGridMail();
        foreach (var name in sockets ? [] : new[] { "meta", "dialog360-hub", "dialog360-messaging", "sendgrid" })
            collection.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => Http);
        services = collection.BuildServiceProvider();
    }

    /// <summary>Over real sockets, for what only those do.</summary>
    public static AdapterHost OverSockets(params (string Key, string? Value)[] changes) => new(true, changes);

    public StrictHttp Http { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>Drives network timeouts and the pauses between tries of a read.</summary>
    public FakeTimeProvider Network { get; } = new(Start);

    public LogLines Logs { get; } = new();

    public IMetaGraph Meta => services.GetRequiredService<IMetaGraph>();

    public IDialog360Partner Dialog360 => services.GetRequiredService<IDialog360Partner>();

    public IMailSender Mail => services.GetRequiredService<IMailSender>();

    /// <summary>What a host does at its start.</summary>
    public void Validate() => services.GetRequiredService<IStartupValidator>().Validate();

    /// <summary>Lets the network's time pass until the call is done.</summary>
    public async Task<T> PassAsync<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            Network.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await call;
    }

    public void Dispose() => services.Dispose();

    public static Dictionary<string, string?> Settings() => new()
    {
        ["Meta:AccessToken"] = "token-of-meta",
        ["Meta:AppSecret"] = "secret-of-app",
        ["Meta:VerifyToken"] = "verify",
        ["Meta:AppId"] = "61077",
        ["Meta:AttemptTimeout"] = "00:01:00",
        ["Dialog360:PartnerKey"] = "key-of-partner",
        ["Dialog360:PartnerId"] = "bX3PA",
        ["Dialog360:PlatformSecret"] = "platform",
        ["Dialog360:NumberWebhookKey"] = "a key for the webhooks of numbers",
        ["SendGrid:ApiKey"] = "key-of-sendgrid",
        ["SendGrid:From"] = "team@gallabox.example",
        ["SendGrid:FromName"] = "Gallabox",
        ["SendGrid:InboundAddress"] = "support@parse.gallabox.example",
        ["SendGrid:InboundPublicKey"] = "key",
        ["SendGrid:EventPublicKey"] = "key",
    };
}

/// <summary>Every log line, with its structured values, for tests that look for what must not be there.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> lines = [];

    public string All
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (lines)
            lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
