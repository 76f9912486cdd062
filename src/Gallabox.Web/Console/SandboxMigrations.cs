using Gallabox.Core.Accounts;
using Gallabox.Core.Migration;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>What the outside world does in a migration of the demo's number, while the sandbox runs.</summary>
public sealed class SandboxMigrations(SandboxCalls sandbox, MigrationRequests requests, AccountStore accounts)
{
    public static readonly PhoneNumber Moving = PhoneNumber.Parse("+919812345678");

    /// <summary>The form, as Kettle's own specialist fills it. Null: the demo's customer is not there.</summary>
    public async Task<string?> StartAsync(Caller caller, CancellationToken cancellation)
    {
        if (await accounts.FindAsync("kettle", cancellation) is not { Emails: [var address, ..] } kettle)
            return null;
        var form = new MigrationForm
        {
            Phone = Moving.E164, SourceProvider = "Another provider", SourceWabaId = "730015500220099", Path = "account", DestinationWabaId = "730015500220011",
        };
        return await requests.OpenForAsync(form, kettle, address, caller.As(null), cancellation) switch
        {
            MigrationOpening.Opened opened => $"{opened.Case.Id}: the migration of {Moving} has begun.",
            MigrationOpening.Busy busy => $"{busy.Case.Id} is under way for {Moving} already.",
            MigrationOpening.AlreadyThere => $"{Moving} has moved already.",
            _ => $"{Moving} cannot be moved.",
        };
    }

    public async Task<string> SwitchTwoStepOffAsync(CancellationToken cancellation)
    {
        await sandbox.SwitchTwoStepOffAsync(Moving, cancellation);
        return $"Two-step verification of {Moving} is off. It is seen at the next look: use 'Look again now', or advance the clock.";
    }

    /// <summary>A page of its own: a code goes into no cookie and no address.</summary>
    public async Task<IResult> ShowCodeAsync(CancellationToken cancellation)
    {
        var code = await sandbox.CodeAsync(Moving, cancellation);
        return PlainPages.Show(StatusCodes.Status200OK, code ?? "No code yet", code is null
            ? "Meta has sent no code to the telephone so far."
            : $"This is what the telephone with {PhoneText.Display(Moving)} shows. Enter it on the customer's page.", new PageLink("Open cases", "/"));
    }
}
