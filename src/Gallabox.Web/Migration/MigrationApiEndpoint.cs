using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Web.Accounts;
using Gallabox.Web.Answers;
using Gallabox.Web.Cases;
using Gallabox.Web.Entry;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Migration;

/// <summary>Migrations for operators' programs, as a product specialist begins them for a customer.</summary>
public sealed class MigrationApiEndpoint(MigrationRequests requests, AccountStore accounts, CaseDetails details)
{
    public async Task<IResult> OpenAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<MigrationBody>(cancellation);
        var (account, refusal) = await AccountAsync(body, cancellation);
        if (account is null)
            return refusal!;
        var address = body.Email ?? body.AccountEmail ?? (account.Emails.Count > 0 ? account.Emails[0] : "");
        if (!account.Owns(address))
            return Invalid("email", "This is no registered address of the account; PUT /api/accounts/{id} registers one.");
        if (body.ToForm() is not { } form)
            return Invalid("cutOverAt", "A time in RFC 3339 with its offset, such as 2026-03-14T10:00:00Z.");
        return await requests.OpenForAsync(form, account, address, Caller.Of(request).As(null), cancellation) switch
        {
            MigrationOpening.Opened opened => await CreatedAsync(opened.Case, cancellation),
            MigrationOpening.Invalid invalid => Invalid(invalid.Fields),
            MigrationOpening.Busy busy => Problem.Of(StatusCodes.Status409Conflict, "busy", "Another request about the number is under way",
                $"{busy.Case.Id} has to end first. GET /api/cases/{busy.Case.Id} shows it.", ("caseId", busy.Case.Id)),
            MigrationOpening.AlreadyThere => Problem.Of(StatusCodes.Status409Conflict, "already-there", "The number is in that account already",
                "There is nothing to migrate: the number works in this WhatsApp Business account."),
            _ => Problem.Of(StatusCodes.Status409Conflict, "not-here", "The number cannot be migrated to this account", MigrationPolicy.NotHere),
        };
    }

    private async Task<(Account? Account, Answer? Refusal)> AccountAsync(MigrationBody body, CancellationToken cancellation)
    {
        if (body is { AccountId: null, AccountEmail: null })
            return (null, Invalid("accountId", "Whose number it shall be: an account's id. 'accountEmail', a registered address, finds it, too."));
        var account = body.AccountId is { } id
            ? AccountBody.IsId(id) ? await accounts.FindAsync(id, cancellation) : null
            : await accounts.FindByEmailAsync(body.AccountEmail!, cancellation);
        return account is null
            ? (null, Problem.Unknown("account", "GET /api/accounts lists the accounts; PUT /api/accounts/{id} creates one."))
            : (account, null);
    }

    private async Task<Answer> CreatedAsync(Case opened, CancellationToken cancellation) =>
        Answer.Json((await details.FindAsync(opened.Id, cancellation))!, StatusCodes.Status201Created).With("Location", $"/api/cases/{opened.Id}");

    private static Answer Invalid(string field, string problem) => Invalid(new Dictionary<string, string> { [field] = problem });

    private static Answer Invalid(IReadOnlyDictionary<string, string> fields) => Problem.Of(StatusCodes.Status400BadRequest, "bad-input",
        "The request cannot be understood", string.Join(' ', fields.Select(field => $"{field.Key}: {field.Value}")),
        ("errors", fields.ToDictionary(field => field.Key, field => new[] { field.Value })));
}
