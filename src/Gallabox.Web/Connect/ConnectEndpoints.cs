using Gallabox.Core.Accounts;
using Gallabox.Core.Connect;
using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Connect;

/// <summary>The button page: asks for the address, then for the number, then shows the button and how far it has come.</summary>
public sealed class ConnectEndpoints(ConnectReader reader, ConnectRequests requests, ConnectInvitations invitations, IOptionsMonitor<WebOptions> options)
{
    private const string Path = "/connect";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!InvitedForm.HasLink(request))
            return new PageResult<AskPage>(StatusCodes.Status200OK);
        if (await reader.OpenAsync(InvitedForm.Token(request), cancellation) is not var (invite, account))
            return InvitedForm.DeadLink(Path);
        if (await requests.CaseOfAsync(invite, cancellation) is { } on)
            return new PageResult<ConnectPage>(StatusCodes.Status200OK, ("View", await reader.ReadAsync(on, cancellation)));
        return reader.IsFresh(invite) ? Number(account, InvitedForm.Token(request), "", null) : InvitedForm.DeadLink(Path);
    }

    /// <summary>With a link: the number that it is for. Without: an address to mail a link to.</summary>
    public async Task<IResult> PressAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (form, refusal) = await InvitedForm.ReadAsync(request, options.CurrentValue.MaxBody, cancellation);
        if (refusal is not null)
            return refusal;
        if (!InvitedForm.HasLink(request))
            return await InvitedForm.MailAsync(form["email"].ToString(), invitations.AskAsync, "a link to connect a number", cancellation);
        if (await reader.OpenAsync(InvitedForm.Token(request), cancellation) is not var (invite, account))
            return InvitedForm.DeadLink(Path);
        if (!reader.IsFresh(invite) && await requests.CaseOfAsync(invite, cancellation) is null)
            return InvitedForm.DeadLink(Path);
        var entered = form["number"].ToString();
        var opening = await requests.OpenAsync(invite, account, entered.Length <= 40 ? entered : "", form["change"] == "partner", cancellation);
        return opening is ConnectOpening.Opened
            ? new SeeOther($"/connect?t={InvitedForm.Token(request)}")
            : Number(account, InvitedForm.Token(request), entered, Words(opening));
    }

    private static string Words(ConnectOpening opening) => opening switch
    {
        ConnectOpening.NotANumber => "This is no phone number that we can read. Write it with its country code, such as +91 98765 43210.",
        ConnectOpening.AlreadyConnected => "This number is connected with your Gallabox account already.",
        ConnectOpening.Busy busy => $"Another request about this number is under way ({busy.Case.Id}). It has to end first.",
        _ => ConnectPolicy.NotHere,
    };

    private static PageResult<NumberPage> Number(Account account, string token, string entered, string? refused) => new(
        refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
        ("AccountName", account.Name), ("Token", token), ("Entered", entered), ("Refused", refused));
}
