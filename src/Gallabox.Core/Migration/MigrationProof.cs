using Gallabox.Core.Cases;
using Gallabox.Core.Providers;
using Gallabox.Core.Secrets;

namespace Gallabox.Core.Migration;

/// <summary>
/// The step that tries the code that the owner entered. The code lies in the secret store, under the case, from its entry until it was
/// tried; it is tried for one answer of Meta's, and an entry counts as one try, however often its answer is lost.
/// </summary>
public sealed class MigrationProof(MigrationFile file, MigrationCode codes, IMetaGraph meta, ISecretStore secrets, MigrationLetters letters)
{
    public async Task<MigrationLook> TakeAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new MigrationLook(MigrationStage.Closing);
        if (read.Facts.PhoneNumberId is null)
            return new MigrationLook(MigrationStage.Rehearsal);
        if (read.Facts.VerifiedAt is not null)
            return await UsedAsync(on, cancellation);
        if (read.Facts.CodeEntered is not { } entered)
            return await WaitAsync(on, read, cancellation);
        if (CodeBudget.Blocked(read.Facts, file.Rules, file.Now) is { } until)
            return await DropAsync(on, read, "system", $"The code was not tried: {file.Rules.MaxCodeTries} codes were tried, and none has proven the number. A new one comes by itself, and can be entered from {until:u} on.", cancellation, until, read.Facts.Reader.Method);
        return read.Facts.CodeEntry is { } entry && await secrets.FindAsync(Name(on.CaseId, entry), cancellation) is { } code
            ? await TryAsync(on, read, entered, code, cancellation)
            : await DropAsync(on, read, "system", "The code was lost on our side; please enter it again.", cancellation);
    }

    /// <summary>The name under which an entered code is kept.</summary>
    public static string Name(string caseId, string entry) => $"code-{caseId}-{entry}";

    /// <summary>Every entry of the case is forgotten, tried or not. Safe to run again.</summary>
    public async Task ForgetAsync(CaseRef on, CancellationToken cancellation)
    {
        foreach (var entry in (await file.CaseAsync(on, cancellation)).Facts.CodeEntries)
            await secrets.DeleteAsync(Name(on.CaseId, entry), cancellation);
    }

    private Task ForgetAsync(CaseRef on, MigrationFacts facts, CancellationToken cancellation) =>
        facts.CodeEntry is { } entry ? secrets.DeleteAsync(Name(on.CaseId, entry), cancellation) : Task.CompletedTask;

    private async Task<MigrationLook> TryAsync(CaseRef on, CaseFile<MigrationFacts> read, DateTimeOffset entered, string code, CancellationToken cancellation)
    {
        if (read.Facts is { ProveAgain: false } && read.Facts.CodeTried == read.Facts.CodeEntry
            && await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation) is { CodeVerification: "VERIFIED" })
            return await ProvenAsync(on, cancellation);
        var tried = await file.ChangeAsync(on, today => today.Facts.CodeEntered != entered || today.Facts.CodeTried == today.Facts.CodeEntry ? null : new(
            today.Case, today.Facts with { CodeTries = [.. today.Facts.CodeTries, file.Now], CodeTried = today.Facts.CodeEntry }, null), cancellation);
        try
        {
            await meta.VerifyCodeAsync(read.Facts.PhoneNumberId!, code, cancellation);
        }
        catch (FailureException refused) when (refused.Kind != FailureKind.Transient)
        {
            return await RefusedAsync(on, read, refused, cancellation);
        }
        catch (TransientFailureException unsent) when (unsent.Code == "meta:unreachable")
        {
            await file.ChangeAsync(on, today => new(today.Case, today.Facts with { CodeTries = [.. tried.Facts.CodeTries.SkipLast(1)], CodeTried = null }, null), cancellation);
            throw;
        }

        return await ProvenAsync(on, cancellation);
    }

    private async Task<MigrationLook> ProvenAsync(CaseRef on, CancellationToken cancellation)
    {
        await codes.ProvenAsync(on, "The one-time code was right: Meta has verified the number's ownership.", cancellation);
        return await UsedAsync(on, cancellation);
    }

    private async Task<MigrationLook> UsedAsync(CaseRef on, CancellationToken cancellation)
    {
        await ForgetAsync(on, cancellation);
        return new MigrationLook(MigrationStage.CutOver);
    }

    private async Task<MigrationLook> RefusedAsync(CaseRef on, CaseFile<MigrationFacts> read, FailureException refused, CancellationToken cancellation)
    {
        await ForgetAsync(on, read.Facts, cancellation);
        switch (MigrationRefusals.Of(MigrationCall.VerifyCode, refused.Code, refused.Kind, null))
        {
            case RefusalMeaning.Restart:
                await DropAsync(on, read, "meta", "The number had to be begun again; a new code comes.", cancellation);
                return await codes.RestartAsync(on, "Meta says that the number is not being migrated any more; it is begun again.", cancellation);
            case RefusalMeaning.WrongCode:
                return await WrongAsync(on, read, cancellation);
            case RefusalMeaning.Wait wait:
                return await DropAsync(on, read, "meta", "Meta takes no code just now; please try again later.", cancellation, file.Now + wait.For);
            default:
                await DropAsync(on, read, "meta", "Meta did not take the code; our team looks at it.", cancellation);
                throw new NeedsPersonException(refused.Code, refused.Message, refused);
        }
    }

    private async Task<MigrationLook> WrongAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var facts = (await file.CaseAsync(on, cancellation)).Facts;
        if (CodeBudget.Blocked(facts, file.Rules, file.Now) is not { } until)
            return await DropAsync(on, read, "meta", "The code was not right. Look at the newest message or call, and enter its six digits.", cancellation);
        return await DropAsync(on, read, "meta", $"The code was not right, and it was the last of {file.Rules.MaxCodeTries} that are tried in a while. A new one comes by itself, and can be entered from {until:u} on.", cancellation, until, facts.Reader.Method);
    }

    /// <summary>The entered code is gone; the customer reads why.</summary>
    /// <param name="by">Who did not take it: Meta, which has judged it, or we, who have not asked.</param>
    private async Task<MigrationLook> DropAsync(
        CaseRef on, CaseFile<MigrationFacts> read, string by, string problem, CancellationToken cancellation, DateTimeOffset? until = null, CodeMethod? again = null)
    {
        await file.ChangeAsync(on, today => today.Facts.CodeEntered is null || today.Facts.CodeEntry != read.Facts.CodeEntry ? null : new(
            today.Case,
            today.Facts with { CodeEntered = null, CodeProblem = problem, NoCodeBefore = until ?? today.Facts.NoCodeBefore, CodeWanted = again ?? today.Facts.CodeWanted },
            file.Entry(by, "code_not_taken", problem)), cancellation);
        await ForgetAsync(on, read.Facts, cancellation);
        return new MigrationLook(MigrationStage.Code);
    }

    /// <summary>Reminded while nobody enters anything; woken by the entry, or when another code may go out, and looking now and then by itself.</summary>
    private async Task<MigrationLook> WaitAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var evidence = await file.EvidenceAsync(on, cancellation);
        var reminder = await file.AskAsync(on, read, file.Rules.RemindEvery, number => number == 0
            ? Task.CompletedTask
            : letters.RemindOfCodeAsync(evidence, MigrationLetters.Purpose(evidence, number), cancellation), cancellation);
        var next = CodeBudget.Next(read.Facts, file.Rules, file.Now).At;
        if (next <= file.Now)
            return new MigrationLook(MigrationStage.Code);
        DateTimeOffset?[] times = [reminder, codes.Expiry(read), next, file.Now + file.Rules.LookLaterEvery];
        return new MigrationLook(MigrationStage.Code, times.Where(time => time > file.Now).Min());
    }
}
