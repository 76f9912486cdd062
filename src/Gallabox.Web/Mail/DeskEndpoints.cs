using Gallabox.Core.Intake;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Mail;

/// <summary>Customers' mails that only a person can answer, for operators' programs.</summary>
public sealed class DeskEndpoints(MailStore mails)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (page, refusal) = Paging.Read(request);
        if (refusal is not null)
            return refusal;
        var found = await mails.OnDeskAsync(page.After, page.Take, cancellation);
        return Answer.Json(new Page<DeskMail>([.. found.Select(one => DeskMail.Of(one.Mail))], found.Count == page.Take ? found[^1].Place : null));
    }

    /// <summary>It has been read and leaves the list.</summary>
    public async Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var id = request.Path("id");
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigit))
            return Problem.BadInput("A mail's id has 32 hex digits.");
        await mails.ReadAsync(id, cancellation);
        return Answer.Json(new { Id = id });
    }
}

/// <param name="CaseId">The case that it may be about, or null.</param>
/// <param name="Reason">Why a person has to read it.</param>
public sealed record DeskMail(string Id, string? From, string Subject, string Text, DateTimeOffset ReceivedAt, string? CaseId, string Reason)
{
    public static DeskMail Of(StoredMail stored) => new(
        stored.Mail.Id, stored.Mail.Sender, stored.Mail.Subject, stored.Mail.Text, stored.Mail.ReceivedAt, stored.Outcome?.CaseId, stored.Outcome?.Reason ?? "");
}
