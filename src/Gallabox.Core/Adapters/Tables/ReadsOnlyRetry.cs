using Azure.Core;
using Azure.Core.Pipeline;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>
/// Retries reads, as the client library does by default, but no write: where the answer to an insert is lost, a second try would
/// find the first one's row and report a conflict with ourselves. The caller hears that the outcome is unknown, and decides.
/// </summary>
internal sealed class ReadsOnlyRetry : RetryPolicy
{
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        message.Request.Method == RequestMethod.Get && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        message.Request.Method == RequestMethod.Get && await base.ShouldRetryAsync(message, exception);
}
