using System.Collections.Frozen;
using Gallabox.Core.Adapters.Outgoing;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>
/// The one table from Meta's errors to our three kinds: by code, else by subcode, else by text (facts 3, 3.6, 3.9, 3.15). An
/// unknown error needs a person, as nobody knows whether a repeat is harmless.
/// </summary>
internal static class MetaFailures
{
    public const string Provider = "meta";
    private const FailureKind Permanent = FailureKind.Permanent;
    private const FailureKind Transient = FailureKind.Transient;
    private const FailureKind NeedsPerson = FailureKind.NeedsPerson;

    private sealed record Row(FailureKind Kind, string Meaning, int Seconds = 0);

    private static readonly FrozenDictionary<int, Row> rows = new Dictionary<int, Row>
    {
        [1] = new(Transient, "Meta does not know what went wrong"),
        [2] = new(Transient, "Meta is not available"),
        [3] = new(NeedsPerson, "our app lacks a capability"),
        [4] = new(Transient, "our app's calls are used up for the hour", 300),
        [10] = new(NeedsPerson, "our token lacks a permission"),
        [33] = new(Permanent, "there is no such node, or not for us"),
        [100] = new(Permanent, "a parameter is not accepted, or the node is not ours"),
        [104] = new(NeedsPerson, "the call lacks a signature that the app asks for"),
        [190] = new(NeedsPerson, "our token is not valid"),
        [300] = new(NeedsPerson, "the account could not be changed"),
        [368] = new(NeedsPerson, "the account is restricted for a policy violation"),
        [2200] = new(NeedsPerson, "the webhook address did not pass the handshake"),
        [80007] = new(Transient, "the account's calls are used up for the hour", 300),
        [130429] = new(Transient, "too many messages a second", 1),
        [130497] = new(Permanent, "not allowed in the customer's country"),
        [131000] = new(Transient, "Meta does not know what went wrong"),
        [131016] = new(Transient, "Meta's service is overloaded"),
        [131026] = new(Permanent, "the message cannot be delivered to this customer"),
        [131031] = new(NeedsPerson, "the account is locked, or what was sent does not match it"),
        [131042] = new(NeedsPerson, "there is a problem with the account's payment, or the account is gone"),
        [131045] = new(Permanent, "the number's certificate is not good; register it again"),
        [131047] = new(Permanent, "the customer service window is closed"),
        [131048] = new(NeedsPerson, "the number is limited because of spam"),
        [131049] = new(Permanent, "Meta chose not to deliver the message"),
        [131050] = new(Permanent, "the customer stopped marketing messages"),
        [131056] = new(Transient, "too many messages to one customer", 6),
        [131057] = new(Transient, "the account is in maintenance", 60),
        [131062] = new(Permanent, "this message type needs a phone number, not a user id"),
        [133000] = new(Permanent, "an earlier deregistration is incomplete; deregister again, then register"),
        [133004] = new(Transient, "the server is not available"),
        [133005] = new(NeedsPerson, "the PIN is wrong"),
        [133006] = new(Permanent, "ownership must be verified again by a one-time code"),
        // What a budget limits is never repeated by itself: each repeat would use it up, or prolong the block.
        [133008] = new(NeedsPerson, "the PIN was guessed too often"),
        [133009] = new(NeedsPerson, "the PIN was entered too fast"),
        [133010] = new(Permanent, "the number is not registered"),
        [133015] = new(Transient, "the number was deleted a moment ago", 300),
        [133016] = new(NeedsPerson, "the number was registered or deregistered too often; it is blocked for 72 hours"),
        [136024] = new(NeedsPerson, "the one-time code was not sent"),
        [136025] = new(NeedsPerson, "the one-time code was not accepted"),
        [200000] = new(NeedsPerson, "the number cannot be added to the account"),
        [2388001] = new(NeedsPerson, "two-step verification is on"),
        [2388012] = new(Permanent, "the number is in this account already"),
        [2388091] = new(Permanent, "no code can be asked for: the number is not being migrated"),
        [2388093] = new(Permanent, "no code can be verified: the number is not being migrated"),
        [2494100] = new(Transient, "the number is in maintenance", 60),
    }.ToFrozenDictionary();

    /// <param name="call">The last segment of the path, as one code means another thing on <c>register</c>.</param>
    /// <returns>The failure, or null where the answer is good.</returns>
    public static FailureException? Judge(ForeignAnswer answer, string call, params IEnumerable<string?> secrets)
    {
        if (MetaError.Read(answer.Json) is { } error)
            return Of(error, call, answer, secrets);
        if (!answer.IsSuccess)
            return OfStatus(answer);
        if (answer.Json is not { } json)
            return TransportFailures.Unknown(Provider, "the answer is not JSON");
        return json.Flag("success") == false ? TransportFailures.Unknown(Provider, "the answer says success: false") : null;
    }

    /// <summary>Whether Meta says that there is no such node, or none that we may see. No proof of a deletion.</summary>
    public static bool IsMissing(FailureException failure) => failure.Code is "meta:33" or "meta:100:33";

    private static FailureException Of(MetaError error, string call, ForeignAnswer answer, IEnumerable<string?> secrets)
    {
        var (code, row) = Find(error, call, answer.Status);
        var trace = error.Trace is null ? "" : $" [fbtrace_id {error.Trace}]";
        var message = $"{Provider}: {row.Meaning}. {OutgoingText.Clean(error.Text, secrets)}{trace}";
        return row.Kind switch
        {
            Permanent => new PermanentFailureException($"{Provider}:{code}", message),
            NeedsPerson => new NeedsPersonException($"{Provider}:{code}", message) { BlockedFor = code is "133008" or "133009" ? StatedWait.Read(error.Text) : null },
            _ => new TransientFailureException($"{Provider}:{code}", message)
            {
                RetryAfter = answer.RetryAfter ?? (row.Seconds > 0 ? TimeSpan.FromSeconds(row.Seconds) : null),
            },
        };
    }

    private static (string Code, Row Row) Find(MetaError error, string call, int status)
    {
        // 100 says nothing by itself: what is meant then stands in the subcode.
        int[] order = error.Code == 100 ? [error.Subcode ?? 0, 100] : [error.Code, error.Subcode ?? 0];
        foreach (var code in order)
        {
            if (ByText(code, error, call) is { } special)
                return special;
            if (code == 33 && error.Code == 100)
                return ("100:33", rows[33]);
            if (rows.TryGetValue(code, out var row))
                return ($"{code}", row);
        }

        return ($"{error.Code}", error.Code switch
        {
            >= 200 and <= 299 => new Row(NeedsPerson, "our token lacks a permission"),
            _ when error.IsTransient || status >= 500 => new Row(Transient, "a failure that passes"),
            _ => new Row(NeedsPerson, "an error that we do not know"),
        });
    }

    private static (string Code, Row Row)? ByText(int code, MetaError error, string call) => code switch
    {
        2388103 => (MigrationRefusals.Code(error) is var word && word.Length > 0 ? $"2388103:{word}" : "2388103",
            new Row(MigrationRefusals.Kind(word), MigrationRefusals.Meaning(word))),
        2388001 when call == "register" || (error.Says("certificate", "ownership") && !error.Says("two-step", "two step")) =>
            ("2388001:certificate", new Row(NeedsPerson, "ownership is not confirmed, or the display name is not processed yet")),
        136024 or 136025 when error.Says("already verified", "already been verified") =>
            ("already-verified", new Row(Permanent, "ownership is verified already")),
        _ => null,
    };

    private static FailureException OfStatus(ForeignAnswer answer) => answer.Status switch
    {
        429 => new TransientFailureException($"{Provider}:http-429", "Meta asks us to slow down.") { RetryAfter = answer.RetryAfter },
        408 or >= 500 => TransportFailures.Unknown(Provider, $"HTTP {answer.Status} without an error of Meta's own"),
        _ => new NeedsPersonException($"{Provider}:http-{answer.Status}", $"HTTP {answer.Status} without an error of Meta's own."),
    };
}
