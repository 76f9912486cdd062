using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Pages;

/// <summary>The first steps of a form behind a mailed link, which are the same for each: its fields, its link, and how another link is asked for.</summary>
internal static class InvitedForm
{
    private const string Type = "application/x-www-form-urlencoded";
    private const int MaxToken = 1000;
    private const int MaxAddress = 200;

    /// <summary>What was sent, or the page that says what is wrong with it.</summary>
    public static async Task<(IFormCollection Fields, IResult? Refusal)> ReadAsync(HttpRequest request, int maxBody, CancellationToken cancellation)
    {
        var (_, refusal) = await RequestBody.TakeAsync(request, maxBody, Type, cancellation);
        if (refusal is not null)
            return (FormCollection.Empty, PlainPages.From(refusal));
        return (request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty, null);
    }

    /// <summary>Whether it was come to by a link, good or not.</summary>
    public static bool HasLink(HttpRequest request) => request.Query.ContainsKey("t");

    /// <summary>The link's token; empty: none that could be ours.</summary>
    public static string Token(HttpRequest request) => request.Query["t"] is [{ Length: <= MaxToken } token] ? token : "";

    /// <summary>The same answer whoever is registered.</summary>
    /// <param name="ask">Mails a link to the address, if it is registered.</param>
    /// <param name="what">What the link is, in words.</param>
    public static async Task<IResult> MailAsync(string address, Func<string, CancellationToken, Task> ask, string what, CancellationToken cancellation)
    {
        if (address.Length is > 0 and <= MaxAddress)
            await ask(address, cancellation);
        return PlainPages.Show(StatusCodes.Status202Accepted, "Look into your mailbox",
            $"If this address is registered with Gallabox, {what} is on its way to it. It may take a minute.");
    }

    /// <summary>The same for a forged link as for one that is too old.</summary>
    /// <param name="path">Where another one is asked for.</param>
    public static IResult DeadLink(string path) => PlainPages.Show(StatusCodes.Status404NotFound, "This link does not work",
        "It may have expired, or part of it was lost. Ask for a new one; it comes by mail.", new PageLink("Ask for a new link", path));
}
