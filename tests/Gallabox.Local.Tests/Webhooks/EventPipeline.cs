using System.Text;
using Gallabox.Core;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Queue;
using Gallabox.Local.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace Gallabox.Local.Tests.Webhooks;

/// <summary>The event log in a folder, with all that works it off, over a given store. Two may follow each other, as after a crash.</summary>
internal sealed class EventPipeline : IAsyncDisposable
{
    public static readonly PhoneNumber Kettle = PhoneNumber.Parse("+919876543210");
    public const string KettleId = "881200334455667";

    private readonly ServiceProvider services;

    /// <param name="batch">How many bytes of the log are applied at once.</param>
    /// <param name="gather">How long a few events wait for more; a moment where nothing is said.</param>
    public EventPipeline(string folder, ITableStore tables, TimeProvider time, int batch = 1024 * 1024, TimeSpan? gather = null)
    {
        services = new ServiceCollection()
            .AddSingleton(tables)
            .AddSingleton(time)
            .AddSingleton(Lines)
            .AddSingleton(typeof(ILogger<>), typeof(RecordedLog<>))
            .AddSingleton<NumberStore>()
            .AddSingleton<AccountStore>()
            .AddSingleton<CaseIndex>()
            .AddSingleton(new Mock<IOrchestrationClient>().Object)
            .AddSingleton(new Mock<IMetaGraph>().Object)
            .AddWebhooks(new ConfigurationBuilder().Build())
            .AddLocalQueue(folder)
            .AddSingleton(EventLogPace.Usual with { Batch = batch, Gather = gather ?? TimeSpan.FromMilliseconds(1), Retry = TimeSpan.FromMilliseconds(1) })
            .AddSingleton(provider => new WorkRouter(provider).AddWebhookWork())
            .BuildServiceProvider();
    }

    public RecordedLines Lines { get; } = new();

    public EventLog Log => services.GetRequiredService<EventLog>();

    public EventLogConsumer Consumer => services.GetRequiredService<EventLogConsumer>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task AddNumberAsync() => AddNumberAsync(Kettle, KettleId);

    public Task AddNumberAsync(PhoneNumber phone, string phoneId) => Get<NumberStore>().SaveAsync(new Number
    {
        Phone = phone,
        AccountId = "kettle",
        Provider = ProviderNames.Meta,
        Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = phoneId, ["wabaId"] = "7300" }, DateTimeOffset.UnixEpoch)],
    }, CancellationToken.None);

    public async Task AcceptAsync(string body)
    {
        var writer = new PackedWriter();
        WebhookParser.Parse(Encoding.UTF8.GetBytes(body), EventSource.Meta, [], writer);
        await Log.AcceptAsync(writer.Written, CancellationToken.None);
        writer.Release();
    }

    public Task<SentFigures> SentAsync(DateTimeOffset now) => Get<MeterStore>().ReadSentAsync(Kettle, now, CancellationToken.None);

    /// <summary>Stops at once: what was being applied is left as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await Consumer.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    /// <summary>A webhook with one sent status each.</summary>
    public static string Statuses(IEnumerable<string> ids, DateTimeOffset at, string phoneId = KettleId) => $$"""
        {"entry":[{"id":"7300","changes":[{"value":{"metadata":{"display_phone_number":"919876543210","phone_number_id":"{{phoneId}}"},"statuses":[{{string.Join(
            ',', ids.Select(id => $$"""{"id":"{{id}}","status":"sent","timestamp":"{{at.ToUnixTimeSeconds()}}","recipient_id":"1415"}"""))}}]},"field":"messages"}]}]}
        """;
}
