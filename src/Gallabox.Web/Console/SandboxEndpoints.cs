using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Web.Accounts;
using Gallabox.Web.Answers;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>The buttons of the outside world, while the sandbox runs: so that a newcomer plays a deletion and a migration through.</summary>
public sealed class SandboxEndpoints(SandboxCalls sandbox, SandboxMigrations migrations, AccountStore accounts, AccountNews news)
{
    public async Task<IResult> MailsAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!sandbox.On)
            return Off();
        var mails = await sandbox.MailsAsync(cancellation);
        var caller = Caller.Of(request);
        return new PageResult<MailsPage>(StatusCodes.Status200OK, ("Mails", mails), ("Operator", caller.Name), ("FormToken", caller.FormToken));
    }

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!sandbox.On)
            return Off();
        if (request.Path("act") == "code")
            return await migrations.ShowCodeAsync(cancellation);
        var form = await request.ReadFormAsync(cancellation);
        var said = request.Path("act") switch
        {
            "mail" => await SendMailAsync(form, cancellation),
            "advance" => await AdvanceAsync(form, cancellation),
            "delete-at-meta" => await DeleteAtMetaAsync(form, cancellation),
            "migrate" => await migrations.StartAsync(Caller.Of(request), cancellation),
            "two-step-off" => await migrations.SwitchTwoStepOffAsync(cancellation),
            "settle-dues" => await SettleDuesAsync(form, cancellation),
            _ => null,
        };
        if (said is null)
            return PlainPages.Show(StatusCodes.Status400BadRequest, "The sandbox does not know that", "Nothing was done. Go back and try again.", new PageLink("Open cases", "/"));
        Flash.Say(request.HttpContext, said);
        return new SeeOther("/");
    }

    private async Task<string?> SendMailAsync(IFormCollection form, CancellationToken cancellation)
    {
        var (from, phone) = (form["from"].ToString(), form["phone"].ToString());
        if (from.Length == 0 || phone.Length == 0)
            return null;
        var status = await sandbox.SendMailAsync(from, $"Request for Deletion of Phone Number {phone}",
            $"Hello,\n\nplease delete the phone number {phone} from the WhatsApp Business Platform.\n\nThank you\n{from}", cancellation);
        return status is >= 200 and < 300
            ? $"{from} asked to delete {phone}. The mail was taken; its case appears below."
            : $"The mail was delivered, and we answered {status}.";
    }

    private async Task<string?> AdvanceAsync(IFormCollection form, CancellationToken cancellation)
    {
        if (!TimeSpan.TryParse(form["by"].ToString(), CultureInfo.InvariantCulture, out var by))
        {
            if (!Inputs.TryTime(form["to"].ToString(), out var to))
                return null;
            by = to - await sandbox.ClockAsync(cancellation);
        }

        if (by <= TimeSpan.Zero || by > TimeSpan.FromDays(400))
            return null;
        await sandbox.AdvanceAsync(by, cancellation);
        return $"It is now {(await sandbox.ClockAsync(cancellation)).UtcDateTime.ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC. What fell due has happened.";
    }

    private async Task<string?> DeleteAtMetaAsync(IFormCollection form, CancellationToken cancellation)
    {
        if (!Inputs.TryPhone(form["phone"].ToString(), out var phone))
            return null;
        await sandbox.DeleteAtMetaAsync(phone, cancellation);
        return $"The admin has deleted {phone} in WhatsApp Manager. It is seen at the next look: use 'Look again now', or advance the clock.";
    }

    private async Task<string?> SettleDuesAsync(IFormCollection form, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(form["account"].ToString(), cancellation) is not { } account)
            return null;
        await news.SetDuesAsync(account.Id, account.Dues with { Amount = 0 }, cancellation);
        return $"{account.Name} has paid {account.Dues}.";
    }

    private static IResult Off() => PlainPages.Show(StatusCodes.Status404NotFound, "The sandbox is off", "This host talks to the real world.", new PageLink("Open cases", "/"));
}
