using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Deletion;

/// <summary>Reads what a deletion's decisions need and writes what they come to: what the steps share.</summary>
public sealed class DeletionFile(
    CaseStore cases, AccountStore accounts, NumberStore numbers, IMeter meter, IOptionsMonitor<DeletionOptions> options, TimeProvider time)
{
    public DeletionOptions Rules => options.CurrentValue;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The evidence as it stands now.</summary>
    public async Task<DeletionEvidence> ReadAsync(CaseRef on, CancellationToken cancellation)
    {
        var file = await cases.GetAsync<DeletionFacts>(on.CaseId, cancellation);
        var account = await accounts.GetAsync(file.Case.AccountId, cancellation);
        var number = await numbers.GetAsync(file.Case.Phone, cancellation);
        var figures = await meter.ReadSentAsync(file.Case.Phone, Now, cancellation);
        return new DeletionEvidence(file.Case, file.Facts, account, number, DeletableDate.Of(figures, Rules.TrafficRules, Now));
    }

    /// <summary>Changes the case on its newest state; see <see cref="CaseStore.ChangeAsync"/>.</summary>
    public Task<(CaseFile<DeletionFacts> File, bool Changed)> ChangeAsync(
        CaseRef on, Func<CaseFile<DeletionFacts>, CaseChange<DeletionFacts>?> decide, CancellationToken cancellation) =>
        cases.ChangeAsync(on.CaseId, decide, cancellation);

    /// <summary>Records what a step did, once; a step that is recorded is not recorded again.</summary>
    /// <param name="on">The case.</param>
    /// <param name="step">The timeline entry's type and the step's name.</param>
    /// <param name="by">Who did it: <c>system</c>, <c>meta</c>, <c>360dialog</c>.</param>
    /// <param name="text">The words of the timeline.</param>
    /// <param name="answer">What the other side said or showed.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RecordAsync(CaseRef on, string step, string by, string text, string answer, CancellationToken cancellation) =>
        ChangeAsync(on, today => today.Facts.Steps.ContainsKey(step) ? null : new(
            today.Case,
            today.Facts with { Steps = new Dictionary<string, CaseStep>(today.Facts.Steps) { [step] = new(Now, by, answer) } },
            Entry(by, step, text, ("answer", answer))), cancellation);

    /// <summary>Nobody but a person can say what the customer wants.</summary>
    public static NeedsPersonException MustBeRead(DeletionEvidence evidence) => new("deletion:unclear-mail",
        $"A mail of the customer may take the request back (mail {evidence.Facts.Unclear}). Read it, then cancel, or retry to go on.");

    /// <summary>A timeline entry at this moment.</summary>
    public TimelineEntry Entry(string by, string type, string text, params (string Name, string Value)[] data) =>
        new(Now, by, type, text, data.Length == 0 ? null : data.ToDictionary(item => item.Name, item => item.Value));
}
