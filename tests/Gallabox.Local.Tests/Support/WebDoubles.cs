using System.Collections.Concurrent;
using System.Net;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Gallabox.Web.Console;

namespace Gallabox.Local.Tests.Support;

/// <summary>Remembers who was nudged.</summary>
public sealed class RecordingFlows : IOrchestrationClient
{
    public List<string> Nudged { get; } = [];

    /// <summary>Nudges fail with it.</summary>
    public Exception? Failure { get; set; }

    public Task StartAsync<TInput>(Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation) => Task.CompletedTask;

    public Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation)
    {
        if (Failure is { } failure)
            return Task.FromException(failure);
        lock (Nudged)
            Nudged.Add(instanceId);
        return Task.CompletedTask;
    }

    public Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation) => Task.FromResult<OrchestrationState?>(null);
}

/// <summary>Figures as a test sets them.</summary>
public sealed class SetMeter : IMeter
{
    public SentFigures Figures { get; set; } = new(0, null, []);

    public Task<SentFigures> ReadSentAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation) => Task.FromResult(Figures);
}

/// <summary>Secrets in memory, for tests to look into.</summary>
public sealed class RememberedSecrets : ISecretStore
{
    public ConcurrentDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(Kept.GetValueOrDefault(name));

    public Task SaveAsync(string name, string value, CancellationToken cancellation)
    {
        Kept[name] = value;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        Kept.TryRemove(name, out _);
        return Task.CompletedTask;
    }
}

/// <summary>A store that a test can take away, or slow down until it says so.</summary>
public sealed class BrokenStore(ITableStore inner) : ITableStore
{
    public Exception? Failure { get; set; }

    /// <summary>Writes to a table wait for it.</summary>
    public (string Table, Task Until)? Held { get; set; }

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation) =>
        Failure is { } failure ? Task.FromException<TableRow?>(failure) : inner.FindAsync(table, partition, row, cancellation);

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation) =>
        Failure is { } failure ? Task.FromException<IReadOnlyList<TableRow>>(failure) : inner.QueryAsync(table, partition, range, cancellation);

    public async Task<IReadOnlyList<string?>> WriteAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        if (Failure is { } failure)
            throw failure;
        if (Held is { } held && held.Table == table)
            await held.Until;
        return await inner.WriteAsync(table, partition, writes, cancellation);
    }
}

/// <summary>A sandbox that records what it is asked and answers what a test set.</summary>
public sealed class FakeSandbox : HttpMessageHandler, ISandboxPanel
{
    public Uri? Address { get; set; }

    public List<(string Request, string Body)> Calls { get; } = [];

    public Dictionary<string, (HttpStatusCode Status, string Body)> Answers { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Calls.Add((line, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        var (status, body) = Answers.GetValueOrDefault(line, (HttpStatusCode.OK, "{}"));
        return new HttpResponseMessage(status) { Content = new StringContent(body) };
    }
}
