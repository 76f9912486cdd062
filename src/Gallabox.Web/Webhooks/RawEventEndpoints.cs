using System.Globalization;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>Events that were kept as they came, for operators' programs.</summary>
public sealed class RawEventEndpoints(RawEventStore events, TimeProvider time)
{
    private const string DayHint = "A day is written as 2026-03-01, in UTC.";

    /// <summary>The events of <c>?day=</c>, today's without it.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (page, refusal) = Paging.Read(request);
        if (refusal is not null)
            return refusal;
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (request.Query["day"].ToString() is { Length: > 0 } asked && !TryDay(asked, out day))
            return Problem.BadInput(DayHint);
        var found = await events.ListAsync(day, page.After, page.Take, cancellation);
        return Answer.Json(new Page<RawEventView>([.. found.Select(RawEventView.Of)], found.Count == page.Take ? found[^1].Key : null));
    }

    /// <summary>One event, byte for byte as it came.</summary>
    public async Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!TryDay(request.Path("day"), out var day))
            return Problem.BadInput(DayHint);
        return request.Path("key") is { Length: > 0 and <= 100 } key && await events.ReadAsync(day, key, cancellation) is { } bytes
            ? new Answer(StatusCodes.Status200OK, "application/octet-stream", bytes)
            : Problem.Unknown("event", "No event of that day has this key. Events are kept for the time of Webhooks:KeepRawEvents.");
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

/// <param name="Key">With the day of <paramref name="At"/> it names the event.</param>
/// <param name="EntryAt">Meta's time of the entry; absent where it had none.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Text">How it begins.</param>
public sealed record RawEventView(
    string Key, DateTimeOffset At, EventSource Source, string Field, string EntryId, DateTimeOffset? EntryAt, int Length, string Text)
{
    private const int MaxText = 2000;

    public static RawEventView Of(KeptEvent kept) => new(
        kept.Key, kept.At, kept.Source, kept.Field, kept.EntryId, kept.EntryTime > 0 ? DateTimeOffset.FromUnixTimeSeconds(kept.EntryTime) : null,
        kept.Length, kept.Text.Length > MaxText ? kept.Text[..MaxText] : kept.Text);
}
