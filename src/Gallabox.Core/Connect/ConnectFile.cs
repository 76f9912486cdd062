using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>Reads and writes a connection's case: what its steps share.</summary>
public sealed class ConnectFile(
    CaseStore cases, AccountStore accounts, NumberStore numbers, ClientBindings bindings, IOptionsMonitor<ConnectOptions> options, TimeProvider time)
{
    public ConnectOptions Rules => options.CurrentValue;

    public DateTimeOffset Now => time.GetUtcNow();

    public Task<CaseFile<ConnectFacts>> CaseAsync(CaseRef on, CancellationToken cancellation) => cases.GetAsync<ConnectFacts>(on.CaseId, cancellation);

    /// <summary>The evidence as it stands now.</summary>
    /// <param name="file">The case as it was just read.</param>
    /// <param name="channel">What 360dialog shows.</param>
    /// <param name="client">Its client.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ConnectEvidence> EvidenceAsync(
        CaseFile<ConnectFacts> file, Dialog360Channel? channel, Dialog360Client? client, CancellationToken cancellation)
    {
        var account = await accounts.GetAsync(file.Case.AccountId, cancellation);
        var number = await numbers.FindAsync(file.Case.Phone, cancellation);
        var owner = channel?.ClientId is { } id ? await bindings.AccountOfAsync(id, cancellation) : null;
        return new ConnectEvidence(file.Case, file.Facts, account, number, channel, client, owner);
    }

    /// <summary>The evidence without a look at 360dialog, for letters.</summary>
    public async Task<ConnectEvidence> EvidenceAsync(CaseRef on, CancellationToken cancellation) =>
        await EvidenceAsync(await CaseAsync(on, cancellation), null, null, cancellation);

    /// <summary>Changes the case on its newest state; see <see cref="CaseStore.ChangeAsync"/>.</summary>
    public async Task<CaseFile<ConnectFacts>> ChangeAsync(
        CaseRef on, Func<CaseFile<ConnectFacts>, CaseChange<ConnectFacts>?> decide, CancellationToken cancellation) =>
        (await cases.ChangeAsync(on.CaseId, decide, cancellation)).File;

    /// <summary>Records what a step did, once, with the facts that it learned.</summary>
    public Task<CaseFile<ConnectFacts>> RecordAsync(CaseRef on, string step, string by, string text, string answer, CancellationToken cancellation,
        Func<ConnectFacts, ConnectFacts>? learn = null) =>
        ChangeAsync(on, today => today.Facts.Steps.ContainsKey(step) ? null : new(
            today.Case with { WaitsFor = null },
            (learn ?? (same => same))(With(today.Facts, step, new(Now, by, answer))),
            Entry(by, step, text, ("answer", answer))), cancellation);

    /// <summary>Moves the case into a waiting state, with an entry when the wait is a new one.</summary>
    public Task<CaseFile<ConnectFacts>> WaitAsync(CaseRef on, CaseState state, Wait wait, string text, CancellationToken cancellation) =>
        ChangeAsync(on, today =>
        {
            if (today.Case.State == state && today.Case.WaitsFor == wait)
                return null;
            var isNew = today.Case.State != state || today.Case.WaitsFor?.What != wait.What || today.Case.WaitsFor.On != wait.On;
            return new(
                today.Case with { State = state, WaitsFor = wait },
                today.Case.State != state ? today.Facts with { WaitingSince = Now, Reminders = 0 } : today.Facts,
                isNew ? Entry("system", wait.What, text) : null);
        }, cancellation);

    public static ConnectFacts With(ConnectFacts facts, string step, ConnectStep result) =>
        facts with { Steps = new Dictionary<string, ConnectStep>(facts.Steps) { [step] = result } };

    public static ConnectFacts Without(ConnectFacts facts, params string[] steps) =>
        facts with { Steps = facts.Steps.Where(step => !steps.Contains(step.Key)).ToDictionary() };

    public TimelineEntry Entry(string by, string type, string text, params (string Name, string Value)[] data) =>
        new(Now, by, type, text, data.Length == 0 ? null : data.ToDictionary(item => item.Name, item => item.Value));
}
