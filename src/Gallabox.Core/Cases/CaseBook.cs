namespace Gallabox.Core.Cases;

/// <summary>What the facts of a kind of case have in common.</summary>
public interface ICaseFacts<TSelf>
    where TSelf : ICaseFacts<TSelf>
{
    /// <summary>What was done and observed, by the step's name.</summary>
    IReadOnlyDictionary<string, CaseStep> Steps { get; }

    /// <summary>When the present wait began; null: with the case.</summary>
    DateTimeOffset? WaitingSince { get; }

    /// <summary>Reminders sent in the present wait.</summary>
    int Reminders { get; }

    TSelf Reminded(int reminders);

    TSelf WithSteps(IReadOnlyDictionary<string, CaseStep> steps);

    /// <summary>A new wait begins: reminders and expiry count from it.</summary>
    TSelf WaitingFrom(DateTimeOffset since);
}

/// <param name="Answer">What the other side said or showed; may be empty.</param>
public sealed record CaseStep(DateTimeOffset At, string By, string Answer);

/// <summary>Reads and writes the cases of a kind: what the steps of its flow share.</summary>
public class CaseBook<TFacts>(CaseStore cases, TimeProvider time)
    where TFacts : ICaseFacts<TFacts>
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task<CaseFile<TFacts>> CaseAsync(CaseRef on, CancellationToken cancellation) => cases.GetAsync<TFacts>(on.CaseId, cancellation);

    /// <summary>Changes the case on its newest state; see <see cref="CaseStore.ChangeAsync"/>.</summary>
    public async Task<CaseFile<TFacts>> ChangeAsync(
        CaseRef on, Func<CaseFile<TFacts>, CaseChange<TFacts>?> decide, CancellationToken cancellation) =>
        (await cases.ChangeAsync(on.CaseId, decide, cancellation)).File;

    /// <summary>Records what a step did, once, with the facts that it learned. What the case waited for is over.</summary>
    public Task<CaseFile<TFacts>> RecordAsync(CaseRef on, string step, string by, string text, string answer, CancellationToken cancellation,
        Func<TFacts, TFacts>? learn = null) =>
        ChangeAsync(on, today => today.Facts.Steps.ContainsKey(step) ? null : new(
            today.Case with { WaitsFor = null },
            (learn ?? (same => same))(With(today.Facts, step, new(Now, by, answer))),
            Entry(by, step, text, ("answer", answer))), cancellation);

    /// <summary>Moves the case into a waiting state, with an entry when the wait is a new one.</summary>
    public Task<CaseFile<TFacts>> WaitAsync(CaseRef on, CaseState state, Wait wait, string text, CancellationToken cancellation) =>
        ChangeAsync(on, today =>
        {
            if (today.Case.State == state && today.Case.WaitsFor == wait)
                return null;
            var isNew = today.Case.State != state || today.Case.WaitsFor?.What != wait.What || today.Case.WaitsFor.On != wait.On;
            return new(
                today.Case with { State = state, WaitsFor = wait },
                today.Case.State != state ? today.Facts.WaitingFrom(Now) : today.Facts,
                isNew ? Entry("system", wait.What, text) : null);
        }, cancellation);

    /// <summary>Asks a customer for what a wait needs: at once, and again whenever a reminder is due. Safe to run again.</summary>
    /// <param name="waiting">The case in its wait.</param>
    /// <param name="every">Between reminders.</param>
    /// <param name="ask">Given the number of the reminder, 0 for the first word; sends each once.</param>
    /// <returns>When the next reminder is due.</returns>
    public async Task<DateTimeOffset> AskAsync(CaseRef on, CaseFile<TFacts> waiting, TimeSpan every, Func<int, Task> ask, CancellationToken cancellation)
    {
        var since = waiting.Facts.WaitingSince ?? waiting.Case.CreatedAt;
        var reminder = (int)Math.Floor((Now - since) / every);
        await ask(reminder);
        if (reminder > waiting.Facts.Reminders)
            await ChangeAsync(on, today => today.Facts.Reminders >= reminder ? null : new(
                today.Case, today.Facts.Reminded(reminder), Entry("system", "reminded", "The customer was reminded.")), cancellation);
        return since + (reminder + 1) * every;
    }

    /// <summary>An end is brought about; one that was asked for before stands.</summary>
    public Task<CaseFile<TFacts>> EndAsync(CaseRef on, Ending ending, CancellationToken cancellation) =>
        ChangeAsync(on, today => today.Case.Ending is null ? new(today.Case with { Ending = ending }, today.Facts, null) : null, cancellation);

    public static TFacts With(TFacts facts, string step, CaseStep result) =>
        facts.WithSteps(new Dictionary<string, CaseStep>(facts.Steps) { [step] = result });

    public static TFacts Without(TFacts facts, params string[] steps) =>
        facts.WithSteps(facts.Steps.Where(step => !steps.Contains(step.Key)).ToDictionary());

    /// <summary>A timeline entry at this moment.</summary>
    public TimelineEntry Entry(string by, string type, string text, params (string Name, string Value)[] data) =>
        new(Now, by, type, text, data.Length == 0 ? null : data.ToDictionary(item => item.Name, item => item.Value));
}
