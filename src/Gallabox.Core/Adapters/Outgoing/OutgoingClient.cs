using System.Net.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>How one provider is called: only reads are repeated, since no provider knows an idempotency key.</summary>
/// <param name="Name">Of the HTTP client.</param>
/// <param name="BaseAddress">With or without a slash at its end.</param>
/// <param name="AttemptTimeout">For one attempt, waiting in a queue of ours not included.</param>
internal sealed record OutgoingClient(string Name, Func<IServiceProvider, string> BaseAddress, Func<IServiceProvider, TimeSpan> AttemptTimeout)
{
    /// <summary>Key of a clock for network timeouts. They follow the machine's clock where none is registered, since sockets do.</summary>
    public const string NetworkClock = "network";

    private const int Repeats = 2;
    private const long LargestAnswer = 16 * 1024 * 1024;

    private static readonly HttpRequestOptionsKey<bool> once = new("once");

    /// <summary>How long a call may wait for its turn before its first attempt.</summary>
    public TimeSpan LongestQueue { get; init; }

    public Func<IServiceProvider, CallLimit>? Limit { get; init; }

    /// <summary>Headers that no log may show.</summary>
    public IReadOnlyList<string> SecretHeaders { get; init; } = ["Authorization"];

    /// <summary>Marks a read that must not be repeated.</summary>
    public static void Once(HttpRequestMessage request) => request.Options.Set(once, true);

    /// <summary>An address whose last segment stays when a relative one is put behind it.</summary>
    public static Uri Folder(string address) => new(address.TrimEnd('/') + "/", UriKind.Absolute);

    public void AddTo(IServiceCollection services)
    {
        var builder = services.AddHttpClient(Name, Configure)
            .RedactLoggedHeaders(SecretHeaders)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the pooled connections' own lifetime follows DNS, so a client may be kept
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.AllowAutoRedirect = false; // a redirect would carry our secret headers elsewhere
                handler.UseCookies = false;
            });
        builder.AddResilienceHandler("reads", (pipeline, context) => Clocked(pipeline, context.ServiceProvider).AddRetry(Reads()));
        if (Limit is not null)
            builder.AddHttpMessageHandler(provider => new CallLimitHandler(Limit(provider)));
        builder.AddResilienceHandler("attempts", (pipeline, context) => Clocked(pipeline, context.ServiceProvider)
            .AddTimeout(AttemptTimeout(context.ServiceProvider)));
    }

    /// <summary>The client's own timeout is the total one: it also covers the body, which no handler sees.</summary>
    private void Configure(IServiceProvider services, HttpClient client)
    {
        client.BaseAddress = Folder(BaseAddress(services));
        client.Timeout = ((AttemptTimeout(services) + LongestQueue) * (Repeats + 1)) + TimeSpan.FromSeconds(10);
        client.MaxResponseContentBufferSize = LargestAnswer;
    }

    private static ResiliencePipelineBuilder<HttpResponseMessage> Clocked(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider services)
    {
        pipeline.TimeProvider = services.GetKeyedService<TimeProvider>(NetworkClock) ?? TimeProvider.System;
        return pipeline;
    }

    private static RetryStrategyOptions<HttpResponseMessage> Reads() => new()
    {
        MaxRetryAttempts = Repeats,
        Delay = TimeSpan.FromMilliseconds(100),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = static attempt => ValueTask.FromResult(
            IsOutage(attempt.Outcome) && attempt.Context.GetRequestMessage() is { } request
            && request.Method == HttpMethod.Get && !request.Options.TryGetValue(once, out _)),
    };

    /// <summary>Refusals, 429 included, are the provider's considered answers and no outage.</summary>
    private static bool IsOutage(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || (outcome.Result is { } response && (int)response.StatusCode is 408 or >= 500);
}
