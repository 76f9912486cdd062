using System.Net.Http;
using Polly.Timeout;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>What can go wrong before there is an answer. The texts name no address and no content: both may hold secrets.</summary>
internal static class TransportFailures
{
    /// <returns>The failure, or null where the exception is no failure of the transport: the caller's own cancellation, or a bug.</returns>
    public static TransientFailureException? Of(string provider, Exception thrown, CancellationToken cancellation) => thrown switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        HttpRequestException { HttpRequestError: var error } refused when IsBeforeSending(error) =>
            new($"{provider}:unreachable", $"No connection to {provider} ({error}); nothing was sent.", refused),
        HttpRequestException or TimeoutRejectedException or OperationCanceledException or IOException => Unknown(provider, "no answer came", thrown),
        _ => null,
    };

    /// <summary>The call may have been carried out.</summary>
    public static TransientFailureException Unknown(string provider, string reason, Exception? inner = null) =>
        new($"{provider}:unknown-outcome", $"Whether {provider} carried out the call is not known: {reason}.", inner);

    private static bool IsBeforeSending(HttpRequestError error) => error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
