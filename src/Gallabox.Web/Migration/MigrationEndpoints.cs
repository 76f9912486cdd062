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
    private const string Path = "/migrations/new";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!InvitedForm.HasLink(request))
            return new PageResult<AskPage>(StatusCodes.Status200OK);
        if (await reader.OpenAsync(InvitedForm.Token(request), cancellation) is not var (invite, account))
            return InvitedForm.DeadLink(Path);
        if (await reader.PageAsync(invite, cancellation) is { } page)
            return new SeeOther(page);
        return reader.IsFresh(invite) ? Form(new FormView(account, InvitedForm.Token(request), requests.Ways, FormFields.Empty)) : InvitedForm.DeadLink(Path);
    }

    /// <summary>With a link: the filled form. Without: an address to mail a link to.</summary>
    public async Task<IResult> SendAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (form, refusal) = await InvitedForm.ReadAsync(request, options.CurrentValue.MaxBody, cancellation);
        if (refusal is not null)
            return refusal;
        if (!InvitedForm.HasLink(request))
            return await InvitedForm.MailAsync(form["email"].ToString(), invitations.AskAsync, "a link to the migration form", cancellation);
        if (await reader.OpenAsync(InvitedForm.Token(request), cancellation) is not var (invite, account))
            return InvitedForm.DeadLink(Path);
        if (!reader.IsFresh(invite) && await reader.PageAsync(invite, cancellation) is null)
            return InvitedForm.DeadLink(Path);
        return await OpenAsync(invite, account, new FormView(account, InvitedForm.Token(request), requests.Ways, FormFields.Of(form)), cancellation);
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

    private static PageResult<FormPage> Refused(FormView view, string why) => Form(view with { Refused = why }, StatusCodes.Status409Conflict);

    private static PageResult<FormPage> Form(FormView view, int status = StatusCodes.Status200OK) => new(status, ("View", view));
}
