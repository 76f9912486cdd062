using System.Net.Http.Headers;
using Xunit;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>
/// A host with its sandbox: the one at <c>GALLABOX_URL</c> (with <c>GALLABOX_SANDBOX_URL</c> and <c>GALLABOX_OPERATOR_KEY</c>), else a
/// local host that is started for these tests.
/// </summary>
public sealed class World : IAsyncLifetime
{
    /// <summary>Cold starts of a cloud host included.</summary>
    private static readonly TimeSpan startLimit = TimeSpan.FromMinutes(2);
    private LocalHostProcess? process;

    internal HttpClient Api { get; private set; } = null!;

    /// <summary>Without the operator's key, and without following redirects.</summary>
    internal HttpClient Anybody { get; private set; } = null!;

    internal Outside Outside { get; private set; } = null!;

    internal Cases Cases { get; private set; } = null!;

    internal Connecting Connecting { get; private set; } = null!;

    internal Migrating Migrating { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (url, sandbox, key) = Environment.GetEnvironmentVariable("GALLABOX_URL") is { Length: > 0 } given
            ? (new Uri(given), new Uri(Required("GALLABOX_SANDBOX_URL")), Required("GALLABOX_OPERATOR_KEY"))
            : StartLocal();
        Api = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        Anybody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };
        Outside = new Outside(new HttpClient { BaseAddress = sandbox });
        Cases = new Cases(Api, Outside);
        Connecting = new Connecting(Api, Anybody, Cases);
        Migrating = new Migrating(Api, Anybody, Outside);
        await Eventually.TrueAsync("the host is ready", IsReadyAsync, startLimit);
    }

    public async Task DisposeAsync()
    {
        Api.Dispose();
        Anybody.Dispose();
        Outside.Dispose();
        if (process is not null)
            await process.DisposeAsync();
    }

    private (Uri Url, Uri Sandbox, string Key) StartLocal()
    {
        process = new LocalHostProcess();
        return (process.Url, process.Url, process.OperatorKey);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process?.Death is { } death)
            throw new InvalidOperationException(death);
        try
        {
            using var answer = await Anybody.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} goes with GALLABOX_URL.");
}

/// <summary>One world for all journeys that leave the numbers as they were, one journey at a time: they share two customers.</summary>
[CollectionDefinition(Name)]
public sealed class OneWorld : ICollectionFixture<World>
{
    public const string Name = "one world";
}

/// <summary>The world in which the numbers go: the same one where a host is given, else a new one.</summary>
[CollectionDefinition(Name)]
public sealed class TheEnd : ICollectionFixture<World>
{
    public const string Name = "the end";
}
