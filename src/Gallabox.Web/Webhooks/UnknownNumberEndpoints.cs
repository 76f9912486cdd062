using Gallabox.Core.Webhooks;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>Numbers of which events come and which nobody knows here, for operators' programs.</summary>
public sealed class UnknownNumberEndpoints(UnroutedEvents events)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (page, refusal) = Paging.Read(request);
        if (refusal is not null)
            return refusal;
        var found = await events.ListAsync(page.After, page.Take, cancellation);
        return Answer.Json(new Page<UnknownNumberView>(
            [.. found.Select(number => UnknownNumberView.Of(number.Value))], found.Count == page.Take ? found[^1].Row : null));
    }
}

/// <summary>What the webhooks say of the number; absent where they do not.</summary>
/// <param name="PhoneNumberId">Meta's.</param>
/// <param name="Display">The number as it is displayed, digits only.</param>
/// <param name="Channel">360dialog's channel.</param>
/// <param name="Events">How many came, repeated ones with them.</param>
public sealed record UnknownNumberView(
    string? WabaId, string? PhoneNumberId, string? Display, string? Channel, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Events)
{
    public static UnknownNumberView Of(UnroutedNumber number) => new(
        Text(number.Route.WabaId), Text(number.Route.Id), Text(number.Route.Display), Text(number.Route.Channel), number.FirstAt, number.LastAt, number.Events);

    private static string? Text(string said) => said.Length > 0 ? said : null;
}
