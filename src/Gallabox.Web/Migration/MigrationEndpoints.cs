using Gallabox.Core.Accounts;
using Gallabox.Core.Migration;
using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Migration;

/// <summary>The migration form: asks for the address, then for what the migration needs, and leads to the customer's own page.</summary>
public sealed class MigrationEndpoints(
    MigrationReader reader, MigrationRequests requests, MigrationInvitations invitations, IOptionsMonitor<WebOptions> options)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const int MaxToken = 1000;

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Query.ContainsKey("t"))
            return new PageResult<AskPage>(StatusCodes.Status200OK);
        if (await reader.OpenAsync(Token(request), cancellation) is not var (invite, account))
            return DeadLink();
        if (await reader.PageAsync(invite, cancellation) is { } page)
            return new SeeOther(page);
        return reader.IsFresh(invite) ? Form(new FormView(account, Token(request), requests.Ways, FormFields.Empty)) : DeadLink();
    }

    /// <summary>With a link: the filled form. Without: an address to mail a link to.</summary>
    public async Task<IResult> SendAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (_, refusal) = await RequestBody.TakeAsync(request, options.CurrentValue.MaxBody, FormType, cancellation);
        if (refusal is not null)
            return PlainPages.From(refusal);
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        if (!request.Query.ContainsKey("t"))
            return await MailAsync(form["email"].ToString(), cancellation);
        if (await reader.OpenAsync(Token(request), cancellation) is not var (invite, account))
            return DeadLink();
        if (!reader.IsFresh(invite) && await reader.PageAsync(invite, cancellation) is null)
            return DeadLink();
        return await OpenAsync(invite, account, new FormView(account, Token(request), requests.Ways, FormFields.Of(form)), cancellation);
    }

    private async Task<IResult> OpenAsync(MigrationInvite invite, Account account, FormView view, CancellationToken cancellation) =>
        await requests.OpenAsync(invite, account, view.Entered.ToForm(account), cancellation) switch
        {
            MigrationOpening.Opened opened => new SeeOther(reader.PageOf(opened.Case, invite)),
            MigrationOpening.Invalid invalid => Form(view with { Problems = invalid.Fields }, StatusCodes.Status400BadRequest),
            MigrationOpening.AlreadyThere => Refused(view, "This number works in this WhatsApp Business account already: there is nothing to move."),
            MigrationOpening.Busy busy => Refused(view, $"Another request about this number is under way ({busy.Case.Id}). It has to end first."),
            MigrationOpening.Used => Refused(view, "This link was used for another number, and a link moves one number. Ask for another link, at the address of this form."),
            _ => Refused(view, MigrationPolicy.NotHere),
        };

    private async Task<IResult> MailAsync(string address, CancellationToken cancellation)
    {
        if (address.Length is > 0 and <= 200)
            await invitations.AskAsync(address, cancellation);
        return PlainPages.Show(StatusCodes.Status202Accepted, "Look into your mailbox",
            "If this address is registered with Gallabox, a link to the migration form is on its way to it. It may take a minute.");
    }

    private static PageResult<FormPage> Refused(FormView view, string why) => Form(view with { Refused = why }, StatusCodes.Status409Conflict);

    private static PageResult<FormPage> Form(FormView view, int status = StatusCodes.Status200OK) => new(status, ("View", view));

    private static string Token(HttpRequest request) => request.Query["t"] is [{ Length: <= MaxToken } token] ? token : "";

    private static IResult DeadLink() => PlainPages.Show(StatusCodes.Status404NotFound, "This link does not work",
        "It may have expired, or part of it was lost. Ask for a new one; it comes by mail.", new PageLink("Ask for a new link", "/migrations/new"));
}
