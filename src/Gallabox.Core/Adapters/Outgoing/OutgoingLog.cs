using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Adapters.Outgoing;

internal static partial class OutgoingLog
{
    [LoggerMessage(1, LogLevel.Information, "{Provider} carried out {Call}")]
    public static partial void Done(ILogger logger, string provider, string call);

    [LoggerMessage(2, LogLevel.Warning, "{Provider} failed {Call}: {Code} ({Kind})")]
    public static partial void Failed(ILogger logger, string provider, string call, string code, FailureKind kind);

    [LoggerMessage(3, LogLevel.Warning, "{Provider} refused the optional fields {Fields}: {Code}")]
    public static partial void FieldsRefused(ILogger logger, string provider, string fields, string code);
}
