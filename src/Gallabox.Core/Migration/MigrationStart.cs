using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The step that asks Meta to take the number into its new account, where it stands beside the working one until the cut-over. It is
/// also the only proof that two-step verification is off at the source (facts 1.4). Safe to repeat: Meta then names the node it made.
/// </summary>
public sealed class MigrationStart(MigrationFile file, IMetaGraph meta, AccountStore accounts)
{
    public async Task<MigrationLook> StartAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new MigrationLook(MigrationStage.Closing);
        if (read.Facts.PhoneNumberId is null && await AskMetaAsync(on, read, cancellation) is { } refused)
            return refused;
        return await TakenAsync(on, await file.CaseAsync(on, cancellation), cancellation);
    }

    /// <summary>Null: the number has its node.</summary>
    private async Task<MigrationLook?> AskMetaAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        try
        {
            var waba = read.Facts.WabaId ?? throw new InvalidOperationException($"{on.CaseId} has no destination.");
            var id = read.Facts.AddDirectly
                ? await meta.AddNumberAsync(waba, read.Case.Phone, (await accounts.GetAsync(read.Case.AccountId, cancellation)).Name, cancellation)
                : await meta.StartMigrationAsync(waba, read.Case.Phone, cancellation);
            await StartedAsync(on, id, cancellation);
            return null;
        }
        catch (FailureException refused)
        {
            if (await JudgeAsync(on, read, refused, cancellation) is not { } look)
                throw;
            return look.To == MigrationStage.Code ? null : look;
        }
    }

    private Task<CaseFile<MigrationFacts>> StartedAsync(CaseRef on, string id, CancellationToken cancellation) => file.RecordAsync(
        on, "started", "meta", "Meta has taken the number into its new account. The source keeps working until the cut-over.", id, cancellation,
        facts => facts with { PhoneNumberId = id, Refused = null, Unspecific = 0, Lights = [.. facts.Lights.Select(light => light with { State = LightState.Green })] });

    /// <summary>Null: it passes by itself, as troubles of a step do.</summary>
    private async Task<MigrationLook?> JudgeAsync(CaseRef on, CaseFile<MigrationFacts> read, FailureException refused, CancellationToken cancellation)
    {
        switch (MigrationRefusals.Of(MigrationCall.Start, refused.Code, refused.Kind, null))
        {
            case RefusalMeaning.AddDirectly when !read.Facts.AddDirectly:
                await file.ChangeAsync(on, today => today.Facts.AddDirectly ? null : new(today.Case, today.Facts with { AddDirectly = true, Refused = null },
                    file.Entry("meta", "add_directly", "Meta says that the number needs no migration; it is added to the account as a new one.", ("answer", refused.Message))), cancellation);
                return new MigrationLook(MigrationStage.Start);
            case RefusalMeaning.CodeFirst:
                return await FindAsync(on, read, refused, cancellation);
            case RefusalMeaning.Wait when refused.Kind == FailureKind.Transient:
                return null;
            case RefusalMeaning.FewTries:
                return await RefusedAsync(on, refused, null, unspecific: 1, cancellation);
            case RefusalMeaning.Red red:
                return await RefusedAsync(on, refused, red.Light, unspecific: 0, cancellation);
            default:
                return await RefusedAsync(on, refused, null, unspecific: 0, cancellation);
        }
    }

    /// <summary>The refusal is a fact; the rehearsal says what it means.</summary>
    private async Task<MigrationLook> RefusedAsync(CaseRef on, FailureException refused, LightKey? light, int unspecific, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => new(
            today.Case,
            today.Facts with { Refused = new Refused(MigrationCall.Start, refused.Code, refused.Message, file.Now, light), Unspecific = today.Facts.Unspecific + unspecific },
            today.Facts.Refused?.Code == refused.Code ? null : file.Entry("meta", "refused", "Meta does not take the number over yet.",
                ("code", refused.Code), ("answer", refused.Message))), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }

    /// <summary>The number is in the account already, and only its ownership is missing.</summary>
    private async Task<MigrationLook> FindAsync(CaseRef on, CaseFile<MigrationFacts> read, FailureException refused, CancellationToken cancellation)
    {
        var node = (await meta.ListNumbersAsync(read.Facts.WabaId!, cancellation)).FirstOrDefault(number => number.Phone == read.Case.Phone);
        if (node is null)
            return await RefusedAsync(on, refused, null, unspecific: 0, cancellation);
        await StartedAsync(on, node.Id, cancellation);
        return new MigrationLook(MigrationStage.Code);
    }

    /// <summary>The node is looked at: whose it is, and whether its owner has proven it already.</summary>
    private async Task<MigrationLook> TakenAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
        if (node is null || node.Phone != read.Case.Phone)
            return await AnotherAsync(on, read, node, cancellation);
        if (node.CodeVerification != "VERIFIED")
            return new MigrationLook(MigrationStage.Code);
        await file.RecordAsync(on, "ownership_proven", "meta", "Meta shows the number's ownership as proven; no code is needed.", "VERIFIED", cancellation,
            facts => facts with { VerifiedAt = file.Now });
        return new MigrationLook(MigrationStage.CutOver);
    }

    /// <summary>The customer has signed up with another number, or the node has gone: from the start.</summary>
    private async Task<MigrationLook> AnotherAsync(CaseRef on, CaseFile<MigrationFacts> read, MetaNumber? node, CancellationToken cancellation)
    {
        var isSignup = read.Facts.Path == MigrationPath.EmbeddedSignup;
        if (node is not null && !isSignup)
            throw new NeedsPersonException("migration:another-number", "Meta shows another number under the id that it gave for this one.");
        await file.ChangeAsync(on, today => today.Facts.PhoneNumberId is null ? null : new(
            today.Case,
            MigrationFile.Without(today.Facts, "started", "ownership_proven", "signed_up") with { PhoneNumberId = null, WabaId = isSignup ? null : today.Facts.WabaId, VerifiedAt = null },
            file.Entry("meta", "another_number", node is null
                ? "Meta does not show the number in its new account any more; it is begun again."
                : $"The sign-up was made with another number ({node.Phone?.Masked}); this one has to be signed up.")), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }
}
