using Gallabox.Core.Connect;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Connect;

/// <summary>The way back from 360dialog, and the word of a client there. Neither page says whose number it is.</summary>
public sealed class ConnectReturnEndpoints(ConnectReturn back, ConnectConfirmation confirmation)
{
    /// <summary>The redirect (facts 6.2). It may be loaded again; what it says is looked up at 360dialog.</summary>
    public async Task<IResult> ReturnAsync(HttpRequest request, CancellationToken cancellation) =>
        await back.TakeAsync(request.QueryString.Value ?? "", cancellation) switch
        {
            ConnectReturned.Taken => PlainPages.Show(StatusCodes.Status200OK, "Thank you, you are back",
                "We are asking 360dialog how far your number is, and go on by ourselves. The link in our mail shows you each step; you can close this page."),
            ConnectReturned.Over => PlainPages.Show(StatusCodes.Status200OK, "This connection has ended",
                "Our last mail says why. You can start again at any time.", new PageLink("Start again", "/connect")),
            _ => PlainPages.Show(StatusCodes.Status400BadRequest, "This page cannot be used",
                "It was not opened by 360dialog, or it is too old. Nothing was changed. Open the link in our mail, and press the button again.", new PageLink("Ask for a new link", "/connect")),
        };

    /// <summary>Looking never confirms: mail scanners open links, too.</summary>
    public async Task<IResult> AskAsync(HttpRequest request, CancellationToken cancellation) =>
        await confirmation.ReadAsync(Token(request), cancellation) is { } question
            ? new PageResult<ConfirmPage>(StatusCodes.Status200OK,
                ("AccountName", question.AccountName), ("Number", PhoneText.Display(question.Case.Phone)), ("Token", Token(request)))
            : DeadLink();

    public async Task<IResult> ConfirmAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await confirmation.ReadAsync(Token(request), cancellation) is not { } question)
            return DeadLink();
        await confirmation.ConfirmAsync(question, cancellation);
        return PlainPages.Show(StatusCodes.Status200OK, "Thank you", "The number is being connected. You can close this page.");
    }

    private static string Token(HttpRequest request) => request.Query["t"] is [{ Length: <= 1000 } token] ? token : "";

    private static IResult DeadLink() =>
        PlainPages.Show(StatusCodes.Status404NotFound, "This link does not work", "It may have expired, or what it asks for is settled already.");
}
