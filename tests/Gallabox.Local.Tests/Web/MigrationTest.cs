using System.Net;
using Gallabox.Core;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>What tests of a migration's pages and API share: a case as its flow would leave it, and how its pages are read and used.</summary>
public abstract class MigrationTest : ApiTest
{
    protected const string Phone = "+919812345678";
    protected const string Asha = "asha@kettle.example";
    protected const string Ravi = "ravi@shop.example";
    protected static readonly DateTimeOffset Now = WebHost.Start;

    protected CaseStore Cases => Host.Get<CaseStore>();

    /// <summary>A migration of kettle's into its own account, with Ravi as the reader of the code.</summary>
    protected async Task<string> OpenAsync(Func<MigrationForm, MigrationForm>? change = null)
    {
        var form = new MigrationForm
        {
            Phone = Phone, SourceProvider = "Other Ltd", SourceWabaId = "730015500220099", Path = "account", DestinationWabaId = "730015500220011",
            CodeReader = "Ravi", CodeReaderEmail = Ravi,
        };
        var kettle = await Host.Get<AccountStore>().GetAsync("kettle", CancellationToken.None);
        var opening = await Host.Get<MigrationRequests>().OpenForAsync(change?.Invoke(form) ?? form, kettle, Asha, "operator:asha", CancellationToken.None);
        return Assert.IsType<MigrationOpening.Opened>(opening).Case.Id;
    }

    protected Task ChangeAsync(string id, Func<Case, Case> change, Func<MigrationFacts, MigrationFacts>? facts = null) => Cases.ChangeAsync<MigrationFacts>(
        id, today => new(change(today.Case), facts?.Invoke(today.Facts) ?? today.Facts, null), CancellationToken.None);

    /// <summary>Opened, taken by Meta, and a code was sent.</summary>
    protected async Task<string> AwaitingCodeAsync(Func<MigrationFacts, MigrationFacts>? facts = null)
    {
        var id = await OpenAsync();
        await ChangeAsync(id, today => today with { State = CaseState.AwaitingCode, WaitsFor = new Wait("code", "customer", Now.AddDays(21)) },
            today => (facts ?? (same => same))(today with { PhoneNumberId = "991", Codes = [new AskedCode(Now, CodeMethod.Sms, "sent")] }));
        return id;
    }

    protected async Task<string> CompletedAsync()
    {
        var id = await AwaitingCodeAsync();
        Host.Secrets.Kept[$"pin-{id}"] = "480213";
        var ids = new Dictionary<string, string> { ["phoneNumberId"] = "991" };
        await Host.Get<NumberStore>().SaveAsync(new Number
        {
            Phone = (await Cases.FindAsync(id, CancellationToken.None))!.Phone, AccountId = "kettle", Provider = ProviderNames.Meta, Identities = [new(ProviderNames.Meta, ids, Now)],
        }, CancellationToken.None);
        foreach (var state in new[] { CaseState.Registering, CaseState.Verifying, CaseState.Completed })
            await ChangeAsync(id, today => today with { State = state, WaitsFor = null }, today => today with { CuttingOver = true, VerifiedAt = Now });
        return id;
    }

    protected async Task<MigrationFacts> FactsAsync(string id) => (await Cases.GetAsync<MigrationFacts>(id, CancellationToken.None)).Facts;

    /// <summary>All words of a case's timeline.</summary>
    protected async Task<string> TimelineAsync(string id) =>
        string.Join(' ', (await Cases.TimelineAsync(id, CancellationToken.None)).Select(entry => entry.Text));

    protected string Link(string id, LinkPurpose purpose = LinkPurpose.Status, string address = Asha) =>
        Host.Get<CustomerLinks>().Create(id, address, purpose).PathAndQuery;

    protected async Task<string> ReadAsync(string path, HttpStatusCode wanted = HttpStatusCode.OK)
    {
        using var stranger = Host.Stranger();
        return Plain(await new Browser(stranger).ReadAsync(path, wanted));
    }

    protected async Task<(HttpStatusCode Status, string Page, HttpResponseMessage Answer)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var stranger = Host.Stranger();
        var answer = await new Browser(stranger).PostBareAsync(path, fields.ToDictionary(field => field.Name, field => field.Value));
        return (answer.StatusCode, Plain(await answer.Content.ReadAsStringAsync()), answer);
    }

    private static string Plain(string page) => WebUtility.HtmlDecode(page).Replace('\u00A0', ' ').Replace('\u2011', '-');
}
