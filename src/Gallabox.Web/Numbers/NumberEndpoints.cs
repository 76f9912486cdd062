using Gallabox.Core.Numbers;
using Gallabox.Web.Answers;
using Gallabox.Web.Entry;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Numbers;

/// <summary>Numbers for operators' programs: what is known, what was counted, and the operator's own brake.</summary>
public sealed class NumberEndpoints(NumberStore numbers, IUsageSource usage, TimeProvider time)
{
    /// <summary>The key of the operator's hold. One brake, whoever pulls it.</summary>
    public const string Holder = "operator";

    public Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        WithNumberAsync(request, number => Task.FromResult<IResult>(Answer.Json(NumberView.Of(number))), cancellation);

    public Task<IResult> UsageAsync(HttpRequest request, CancellationToken cancellation) =>
        WithNumberAsync(request, async number => Answer.Json(await usage.ReadAsync(number, time.GetUtcNow(), cancellation)), cancellation);

    public Task<IResult> PauseAsync(HttpRequest request, CancellationToken cancellation) => WithNumberAsync(request, async number =>
    {
        var body = await request.ReadAsync<BrakeBody>(cancellation);
        var reason = $"{body.Note?.Trim() ?? "Paused by hand."} ({Caller.Of(request).As(body.By)})";
        return Answer.Json(NumberView.Of(await numbers.HoldAsync(number.Phone, Holder, reason[..Math.Min(reason.Length, 500)], cancellation)));
    }, cancellation);

    /// <summary>Lifts the operator's hold only; the answer shows the holds that are left.</summary>
    public Task<IResult> ResumeAsync(HttpRequest request, CancellationToken cancellation) => WithNumberAsync(request, async number =>
        Answer.Json(NumberView.Of(await numbers.ReleaseAsync(number.Phone, Holder, cancellation))), cancellation);

    private async Task<IResult> WithNumberAsync(HttpRequest request, Func<Number, Task<IResult>> run, CancellationToken cancellation)
    {
        if (!Inputs.TryPhone(request.Path("phone"), out var phone))
            return Problem.BadInput(Inputs.PhoneHint);
        return await numbers.FindAsync(phone, cancellation) is { } number
            ? await run(number)
            : Problem.Unknown("number", $"No account has {phone}. See the numbers of GET /api/accounts/{{id}}.");
    }

    private sealed record BrakeBody
    {
        public string? Note { get; init; }

        public string? By { get; init; }
    }
}
