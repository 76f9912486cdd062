using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The step that has Meta send the one-time code. Each call sends one, and Meta's limit is not published (facts 3.4): a call is written
/// down before it is made, so that a lost answer never sends a second code by itself.
/// </summary>
public sealed class MigrationCode(MigrationFile file, IMetaGraph meta, MigrationLetters letters)
{
    public async Task<MigrationLook> AskAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new MigrationLook(MigrationStage.Closing);
        if (read.Facts.PhoneNumberId is null)
            return new MigrationLook(MigrationStage.Rehearsal);
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId, cancellation);
        if (node is null)
            return await RestartAsync(on, "Meta does not show the number in its new account any more; it is begun again.", cancellation);
        if (node.CodeVerification == "VERIFIED" && !read.Facts.ProveAgain)
            return await ProvenAsync(on, "Meta shows the number's ownership as proven.", cancellation);
        var waiting = await file.WaitAsync(on, CaseState.AwaitingCode, new Wait("code", "customer", Expiry(read)),
            "The number's owner reads the one-time code, and enters it on the status page.", cancellation);
        if (file.Now >= Expiry(waiting))
            return await ExpireAsync(on, cancellation);
        return await SendAsync(on, waiting, cancellation);
    }

    /// <summary>Records the proof, once.</summary>
    public async Task<MigrationLook> ProvenAsync(CaseRef on, string text, CancellationToken cancellation)
    {
        await file.RecordAsync(on, "ownership_proven", "meta", text, "VERIFIED", cancellation,
            facts => facts with { VerifiedAt = file.Now, ProveAgain = false, CodeProblem = null, CodeEntered = null, CodeWanted = null, Refused = null });
        return new MigrationLook(MigrationStage.CutOver);
    }

    /// <summary>The number is not being migrated any more: from the start.</summary>
    public async Task<MigrationLook> RestartAsync(CaseRef on, string text, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Facts.PhoneNumberId is null ? null : new(
            today.Case, BegunAgain(today.Facts, file.Now), file.Entry("meta", "begun_again", text)), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }

    /// <summary>Without the node that was there; the new one needs a code of its own. Time without progress goes on counting.</summary>
    public static MigrationFacts BegunAgain(MigrationFacts facts, DateTimeOffset now) =>
        ToProveAgain(MigrationFile.Without(facts.VerifiedAt is null ? facts : facts.WaitingFrom(now), "started", "signed_up")) with
        {
            PhoneNumberId = null,
            ProveAgain = false,
        };

    /// <summary>What was proven does not count any more, and a new code is asked for; what was asked for and tried before still counts.</summary>
    public static MigrationFacts ToProveAgain(MigrationFacts facts) => MigrationFile.Without(facts, "ownership_proven") with
    {
        ProveAgain = true,
        VerifiedAt = null,
        CodeEntered = null,
        CodeWanted = facts.Reader.Method,
    };

    /// <summary>When a wait on the customer ends the case.</summary>
    public DateTimeOffset Expiry(CaseFile<MigrationFacts> read) =>
        (read.Case.Stage == CaseState.AwaitingCode ? read.Facts.WaitingSince ?? file.Now : file.Now) + file.Rules.ExpireAfter;

    private async Task<MigrationLook> ExpireAsync(CaseRef on, CancellationToken cancellation)
    {
        await file.EndAsync(on, new Ending(CaseState.Expired, "system", file.Now,
            "The one-time code was not entered in time. Nothing was changed: the number works where it was."), cancellation);
        return new MigrationLook(MigrationStage.Closing);
    }

    private async Task<MigrationLook> SendAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var (due, method) = CodeBudget.Next(read.Facts, file.Rules, file.Now);
        if (due is null || due > file.Now)
            return await ToldAsync(on, read.Facts.Codes is [.., var last] ? last : null, cancellation);
        var asked = new AskedCode(file.Now, method, null);
        await file.ChangeAsync(on, today => today.Facts.Codes.Count > read.Facts.Codes.Count ? null : new(
            today.Case, today.Facts with { Codes = [.. today.Facts.Codes, asked], CodeWanted = null, CodeProblem = null }, null), cancellation);
        try
        {
            await meta.RequestCodeAsync(read.Facts.PhoneNumberId!, method, read.Facts.Reader.Language, cancellation);
            return await SentAsync(on, asked, cancellation);
        }
        catch (FailureException refused)
        {
            return await RefusedAsync(on, asked, refused, cancellation);
        }
    }

    private async Task<MigrationLook> SentAsync(CaseRef on, AskedCode asked, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => new(today.Case, Answered(today.Facts, asked, "sent"), file.Entry("meta", "code_sent",
            asked.Method == CodeMethod.Sms ? "Meta has sent the one-time code by text message." : "Meta calls the number and says the one-time code.")), cancellation);
        return await ToldAsync(on, asked, cancellation);
    }

    /// <summary>The customer hears of each code that may be on its way, also of one whose answer was lost.</summary>
    private async Task<MigrationLook> ToldAsync(CaseRef on, AskedCode? asked, CancellationToken cancellation)
    {
        if (asked is { Answer: null or "sent" })
            await letters.TellCodeAsync(await file.EvidenceAsync(on, cancellation), asked, cancellation);
        return new MigrationLook(MigrationStage.Code);
    }

    private async Task<MigrationLook> RefusedAsync(CaseRef on, AskedCode asked, FailureException refused, CancellationToken cancellation)
    {
        switch (MigrationRefusals.Of(MigrationCall.RequestCode, refused.Code, refused.Kind, null))
        {
            case RefusalMeaning.Restart:
                return await RestartAsync(on, "Meta says that the number is not being migrated any more; it is begun again.", cancellation);
            case RefusalMeaning.Done when (await file.CaseAsync(on, cancellation)).Facts is { ProveAgain: true, Refused.Light: null }:
                await NotSentAsync(on, asked, refused, cancellation);
                throw new NeedsPersonException("migration:cannot-prove", "Meta wants the ownership proven again, and sends no code, since it is proven.");
            case RefusalMeaning.Done:
                return await ProvenAsync(on, "Meta says that the number's ownership is proven already.", cancellation);
            case RefusalMeaning.Wait wait when refused.Code != "meta:unknown-outcome":
                return await LaterAsync(on, asked, refused, file.Now + wait.For, cancellation);
            case RefusalMeaning.Wait:
                return await ToldAsync(on, asked, cancellation);
            default:
                await NotSentAsync(on, asked, refused, cancellation);
                throw new NeedsPersonException(refused.Code, refused.Message, refused);
        }
    }

    /// <summary>No code went out; one is asked for again by itself.</summary>
    private async Task<MigrationLook> LaterAsync(CaseRef on, AskedCode asked, FailureException refused, DateTimeOffset at, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => new(
            today.Case,
            Answered(today.Facts, asked, refused.Code) with { NoCodeBefore = at, CodeWanted = asked.Method },
            file.Entry("meta", "code_refused", "Meta sends no code now; it is asked again by itself.", ("code", refused.Code), ("answer", refused.Message))), cancellation);
        return new MigrationLook(MigrationStage.Code);
    }

    /// <summary>No code went out, and a person has to look; when one has, it is asked for again.</summary>
    private Task NotSentAsync(CaseRef on, AskedCode asked, FailureException refused, CancellationToken cancellation) => file.ChangeAsync(on, today => new(
        today.Case, Answered(today.Facts, asked, refused.Code) with { CodeWanted = asked.Method }, null), cancellation);

    private static MigrationFacts Answered(MigrationFacts facts, AskedCode asked, string answer) =>
        facts with { Codes = [.. facts.Codes.Select(code => code.At == asked.At ? code with { Answer = answer } : code)] };
}
