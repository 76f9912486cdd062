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
        if (read.Facts is { PhoneNumberId: null } and ({ Path: MigrationPath.EmbeddedSignup } or { WabaId: null }))
            return new MigrationLook(MigrationStage.Rehearsal);
        if (read.Facts.PhoneNumberId is null && await AskMetaAsync(on, read, cancellation) is { } refused)
            return refused;
        return await TakenAsync(on, await file.CaseAsync(on, cancellation), cancellation);
    }

    /// <summary>Null: the number has its node.</summary>
    private async Task<MigrationLook?> AskMetaAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var asked = file.Now;
        try
        {
            var waba = read.Facts.WabaId!;
            var there = read.Facts.Path == MigrationPath.Solution ? await FindAsync(read, cancellation) : null;
            var id = there is not null ? there.Id : read.Facts.AddDirectly
                ? await meta.AddNumberAsync(waba, read.Case.Phone, (await accounts.GetAsync(read.Case.AccountId, cancellation)).Name, cancellation)
                : await meta.StartMigrationAsync(waba, read.Case.Phone, cancellation);
            await StartedAsync(on, id, cancellation);
            return null;
        }
        catch (FailureException refused)
        {
            if (await JudgeAsync(on, read, (refused, asked), cancellation) is not { } look)
                throw;
            return look.To == MigrationStage.Code ? null : look;
        }
    }

    private Task<CaseFile<MigrationFacts>> StartedAsync(CaseRef on, string id, CancellationToken cancellation) => file.RecordAsync(
        on, "started", "meta", "Meta has taken the number into its new account. The source keeps working until the cut-over.", id, cancellation,
        facts => facts with { PhoneNumberId = id, Refused = null, Unspecific = 0, Lights = [.. facts.Lights.Select(light => light with { State = LightState.Green })] });

    /// <summary>Null: it passes by itself, as troubles of a step do.</summary>
    private async Task<MigrationLook?> JudgeAsync(
        CaseRef on, CaseFile<MigrationFacts> read, (FailureException Why, DateTimeOffset At) refused, CancellationToken cancellation)
    {
        switch (MigrationRefusals.Of(MigrationCall.Start, refused.Why.Code, refused.Why.Kind, null))
        {
            case RefusalMeaning.AddDirectly when !read.Facts.AddDirectly:
                await file.ChangeAsync(on, today => today.Facts.AddDirectly ? null : new(today.Case, today.Facts with { AddDirectly = true, Refused = null },
                    file.Entry("meta", "add_directly", "Meta says that the number needs no migration; it is added to the account as a new one.", ("answer", refused.Why.Message))), cancellation);
                return new MigrationLook(MigrationStage.Start);
            case RefusalMeaning.CodeFirst when await FindAsync(read, cancellation) is { } node:
                await StartedAsync(on, node.Id, cancellation);
                return new MigrationLook(MigrationStage.Code);
            case RefusalMeaning.Wait when refused.Why.Kind == FailureKind.Transient:
                return null;
            case RefusalMeaning.FewTries:
                return await RefusedAsync(on, refused, null, unspecific: 1, cancellation);
            case RefusalMeaning.Red red:
                return await RefusedAsync(on, refused, red.Light, unspecific: 0, cancellation);
            default:
                return await RefusedAsync(on, refused, null, unspecific: 0, cancellation);
        }
    }

    /// <summary>The refusal is a fact, as of when it was asked for: what was heard since may have changed it. The rehearsal says what it means.</summary>
    private async Task<MigrationLook> RefusedAsync(
        CaseRef on, (FailureException Why, DateTimeOffset At) refused, LightKey? light, int unspecific, CancellationToken cancellation)
    {
        var (why, at) = refused;
        await file.ChangeAsync(on, today => new(
            today.Case,
            today.Facts with
            {
                Refused = new Refused(MigrationCall.Start, why.Code, why.Message, at, light),
                Unspecific = unspecific == 0 ? 0 : today.Facts.Unspecific + unspecific,
            },
            today.Facts.Refused?.Code == why.Code ? null : file.Entry("meta", "refused", "Meta does not take the number over yet.",
                ("code", why.Code), ("answer", why.Message))), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }

    /// <summary>The number may be in the account already, and only its ownership be missing.</summary>
    private async Task<MetaNumber?> FindAsync(CaseFile<MigrationFacts> read, CancellationToken cancellation) =>
        (await meta.ListNumbersAsync(read.Facts.WabaId!, cancellation)).FirstOrDefault(number => number.Phone == read.Case.Phone);

    /// <summary>The node is looked at: whose it is, and whether its owner has proven it already.</summary>
    private async Task<MigrationLook> TakenAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var node = await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation);
        if (read.Facts.Path == MigrationPath.EmbeddedSignup && !await IsSignedUpAsync(read, node, cancellation))
            return await AnotherAsync(on, node, cancellation);
        if (node is null)
            throw new TransientFailureException("migration:not-shown", "Meta does not show the number that it has taken into its new account.");
        if (node.Phone != read.Case.Phone)
            throw new NeedsPersonException("migration:another-number", "Meta shows another number under the id that it gave for this one.");
        if (node.CodeVerification != "VERIFIED")
            return new MigrationLook(MigrationStage.Code);
        var proven = await file.ChangeAsync(on, today => today.Facts.PhoneNumberId != node.Id || today.Facts.VerifiedAt is not null ? null : new(
            today.Case with { WaitsFor = null },
            MigrationFile.With(today.Facts, "ownership_proven", new(file.Now, "meta", "VERIFIED")) with { VerifiedAt = file.Now },
            file.Entry("meta", "ownership_proven", "Meta shows the number's ownership as proven; no code is needed.", ("answer", "VERIFIED"))), cancellation);
        return new MigrationLook(proven.Facts.PhoneNumberId == node.Id ? MigrationStage.CutOver : MigrationStage.Rehearsal);
    }

    /// <summary>A browser has said which number in which account it is: Meta has to show the same.</summary>
    private async Task<bool> IsSignedUpAsync(CaseFile<MigrationFacts> read, MetaNumber? node, CancellationToken cancellation) =>
        node is not null && node.Phone == read.Case.Phone
        && (await meta.ListNumbersAsync(read.Facts.WabaId!, cancellation)).Any(number => number.Id == node.Id);

    /// <summary>The customer has signed up with another number, or the node has gone: from the start.</summary>
    private async Task<MigrationLook> AnotherAsync(CaseRef on, MetaNumber? node, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Facts.PhoneNumberId is null ? null : new(
            today.Case,
            MigrationCode.BegunAgain(today.Facts, file.Now).WaitingFrom(file.Now) with { WabaId = null },
            file.Entry("meta", "another_number", node is null
                ? "Meta does not show us the number that was signed up; it has to be signed up again."
                : $"The sign-up was made with another number or account ({node.Phone?.Masked}); this one has to be signed up.")), cancellation);
        return new MigrationLook(MigrationStage.Rehearsal);
    }
}
