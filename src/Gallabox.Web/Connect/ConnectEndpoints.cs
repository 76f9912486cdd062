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
    private const string FormType = "application/x-www-form-urlencoded";
    private const int MaxToken = 1000;

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Query.ContainsKey("t"))
            return new PageResult<AskPage>(StatusCodes.Status200OK);
        if (await reader.OpenAsync(Token(request), cancellation) is not var (invite, account))
            return DeadLink();
        if (await requests.CaseOfAsync(invite, cancellation) is { } on)
            return new PageResult<ConnectPage>(StatusCodes.Status200OK, ("View", await reader.ReadAsync(on, cancellation)));
        return reader.IsFresh(invite) ? Number(account, Token(request), "", null) : DeadLink();
    }

    /// <summary>With a link: the number that it is for. Without: an address to mail a link to.</summary>
    public async Task<IResult> PressAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (_, refusal) = await RequestBody.TakeAsync(request, options.CurrentValue.MaxBody, FormType, cancellation);
        if (refusal is not null)
            return PlainPages.From(refusal);
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        if (!request.Query.ContainsKey("t"))
            return await MailAsync(form["email"].ToString(), cancellation);
        if (await reader.OpenAsync(Token(request), cancellation) is not var (invite, account))
            return DeadLink();
        if (!reader.IsFresh(invite) && await requests.CaseOfAsync(invite, cancellation) is null)
            return DeadLink();
        var entered = form["number"].ToString();
        var opening = await requests.OpenAsync(invite, account, entered.Length <= 40 ? entered : "", form["change"] == "partner", cancellation);
        return opening is ConnectOpening.Opened
            ? new SeeOther($"/connect?t={Token(request)}")
            : Number(account, Token(request), entered, Words(opening));
    }

    private async Task<IResult> MailAsync(string address, CancellationToken cancellation)
    {
        if (address.Length is > 0 and <= 200)
            await invitations.AskAsync(address, cancellation);
        return PlainPages.Show(StatusCodes.Status202Accepted, "Look into your mailbox",
            "If this address is registered with Gallabox, a link to connect a number is on its way to it. It may take a minute.");
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

    private static string Token(HttpRequest request) => request.Query["t"] is [{ Length: <= MaxToken } token] ? token : "";

    private static IResult DeadLink() => PlainPages.Show(StatusCodes.Status404NotFound, "This link does not work",
        "It may have expired, or part of it was lost. Ask for a new one; it comes by mail.", new PageLink("Ask for a new link", "/connect"));
}
