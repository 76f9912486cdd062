using System.Text.Json;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Adapters.Outgoing;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>What a call is for, where one status means different things.</summary>
internal enum Dialog360Call
{
    Plain,
    Cancellation,
    ApiKey,
    Message,
}

/// <summary>The one table from 360dialog's answers to our three kinds: by status, and by what was asked (facts 6.1, 6.3).</summary>
internal static class Dialog360Failures
{
    public const string Provider = "dialog360";

    /// <returns>The failure, or null where the answer is good.</returns>
    public static FailureException? Judge(ForeignAnswer answer, Dialog360Call call, params IEnumerable<string?> secrets)
    {
        if (call == Dialog360Call.Message && MetaError.Read(answer.Json) is not null)
            return MetaFailures.Judge(answer, "messages", secrets);
        if (!answer.IsSuccess)
            return OfStatus(answer, call, Text(answer.Json, secrets));
        if (answer.Json is not { } json)
            return TransportFailures.Unknown(Provider, "the answer is not JSON");
        return json.Flag("success") == false || json.Member("meta")?.Flag("success") == false
            ? TransportFailures.Unknown(Provider, "the answer says success: false")
            : null;
    }

    private static FailureException OfStatus(ForeignAnswer answer, Dialog360Call call, string text) => (answer.Status, call) switch
    {
        (400 or 413 or 422, _) => Permanent(answer, $"a parameter is not accepted{text}"),
        (401, _) => NeedsPerson(answer, $"our key is not valid{text}"),
        (403, Dialog360Call.Cancellation) => new NeedsPersonException($"{Provider}:client-must-cancel", $"{Provider}: only the client may cancel{text}."),
        (403, Dialog360Call.ApiKey) => new NeedsPersonException($"{Provider}:no-permission", $"{Provider}: the client has not given permission{text}."),
        (403, _) => NeedsPerson(answer, $"not allowed{text}"),
        // A path without its client segment answers 404 as well, and the number goes on billing: never "already gone".
        (404, _) => NeedsPerson(answer, $"not found, which proves nothing about the channel{text}"),
        (408, _) => TransportFailures.Unknown(Provider, "HTTP 408"),
        (409 or 412 or 423, _) => Transient(answer, $"not now{text}"),
        (429, _) => Transient(answer, $"too many calls{text}"),
        (503, _) when answer.Json is not null => Transient(answer, $"overloaded{text}"),
        ( >= 500, _) => TransportFailures.Unknown(Provider, $"HTTP {answer.Status}{text}"),
        _ => NeedsPerson(answer, $"an answer that we do not know{text}"),
    };

    private static PermanentFailureException Permanent(ForeignAnswer answer, string meaning) => new(Code(answer), $"{Provider}: {meaning}.");

    private static NeedsPersonException NeedsPerson(ForeignAnswer answer, string meaning) => new(Code(answer), $"{Provider}: {meaning}.");

    private static TransientFailureException Transient(ForeignAnswer answer, string meaning) =>
        new(Code(answer), $"{Provider}: {meaning}.") { RetryAfter = answer.RetryAfter };

    private static string Code(ForeignAnswer answer) => $"{Provider}:{answer.Status}";

    private static string Text(JsonElement? answer, IEnumerable<string?> secrets)
    {
        var meta = answer?.Member("meta");
        var text = meta?.Text("developer_message") ?? meta?.Member("error_data")?.Text("message") ?? answer?.Text("error_description");
        return string.IsNullOrWhiteSpace(text) ? "" : ": " + OutgoingText.Clean(text, secrets).TrimEnd('.');
    }
}
