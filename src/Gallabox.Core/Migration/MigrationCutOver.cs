using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// The last steps before the point of no return: the time that the customer chose, and the beginning, which meets a cancellation under
/// the case's ETag. Each refuses when the other was there first.
/// </summary>
public sealed class MigrationCutOver(MigrationFile file, NumberStore numbers, MigrationPins pins, IMetaGraph meta, MigrationLetters letters)
{
    /// <summary>For asking for another code before the cut-over.</summary>
    private static readonly TimeSpan MostSpare = TimeSpan.FromDays(1);

    public async Task<MigrationLook> AwaitAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new MigrationLook(MigrationStage.Closing);
        if (read.Facts is not { PhoneNumberId: not null, VerifiedAt: not null })
            return new MigrationLook(read.Facts.PhoneNumberId is null ? MigrationStage.Rehearsal : MigrationStage.Code);
        if (read.Facts.Refused is { Call: MigrationCall.Register } refused && await StoppedAsync(on, read, refused, cancellation) is { } stopped)
            return stopped;
        var when = Max(read.Facts.CutOverAt, read.Facts.NotBefore, file.Now);
        if (when >= read.Facts.VerifiedAt + file.Rules.VerificationLasts)
            return await OutdatedAsync(on, read, when, cancellation);
        if (when <= file.Now)
            return await HearsAsync(on, read, cancellation);
        await file.WaitAsync(on, CaseState.AwaitingCode, new Wait("cut_over", "time", when), "The number is ready to be taken over, at the time that was chosen.", cancellation);
        if (read.Facts.NotBefore is null || when > read.Facts.NotBefore)
            await letters.TellTimeAsync(await file.EvidenceAsync(on, cancellation), when, cancellation);
        return new MigrationLook(MigrationStage.CutOver, when);
    }

    /// <summary>
    /// From here on the case goes forward only, unless Meta refuses. Not into an account where another account of ours has numbers, which it may
    /// have since the conditions were looked at.
    /// </summary>
    public async Task<MigrationLook> BeginAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (await file.IsAnothersAsync(read.Case, read.Facts.WabaId!, cancellation))
            return new MigrationLook(MigrationStage.Rehearsal);
        if (!read.Facts.Steps.ContainsKey("pin_made"))
        {
            await pins.MakeAsync(on, cancellation);
            await file.RecordAsync(on, "pin_made", "system", "A fresh PIN was made; it lies in the secret store.", "kept", cancellation);
        }

        var owner = await file.OwnerAsync(read.Facts.WabaId!, cancellation);
        var before = await numbers.FindAsync(read.Case.Phone, cancellation);
        var begun = await file.ChangeAsync(on, today => !MayBegin(today) ? null : new(
            today.Case with { State = CaseState.Registering, WaitsFor = null },
            today.Facts with { CuttingOver = true, Before = before },
            file.Entry("system", "cut_over_begun", "The number is being registered in its new account. From here on the migration cannot be taken back.")), cancellation);
        if (!begun.Facts.CuttingOver)
            return new MigrationLook(begun.Case.Ending is null ? MigrationStage.CutOver : MigrationStage.Closing);
        await file.BeginNumberAsync(begun, owner, cancellation);
        return new MigrationLook(MigrationStage.Registration);
    }

    /// <summary>Not when it was taken back, or another time was chosen, in the meantime.</summary>
    private bool MayBegin(CaseFile<MigrationFacts> today) =>
        today is { Case.Ending: null, Facts: { CuttingOver: false, VerifiedAt: not null, PhoneNumberId: not null } } && !(today.Facts.CutOverAt > file.Now);

    /// <summary>What Meta refused still stands. It is not tried again to find out: the calls are few (facts 3.6).</summary>
    private async Task<MigrationLook?> StoppedAsync(CaseRef on, CaseFile<MigrationFacts> read, Refused refused, CancellationToken cancellation)
    {
        if (refused.Light == LightKey.DisplayName)
        {
            if (await meta.ReadNumberAsync(read.Facts.PhoneNumberId!, cancellation) is not { } node || MigrationRefusals.IsNameThrough(node.NameStatus))
                return null;
            await file.WaitAsync(on, CaseState.AwaitingCode, new Wait("display_name", "meta"),
                $"Meta has not processed the display name yet ({node.NameStatus}); the number is registered when it has.", cancellation);
            return new MigrationLook(MigrationStage.CutOver, file.Now + MigrationPolicy.Rest(read.Facts, file.Rules, file.Now));
        }

        return read.Facts.RetriedAt > refused.At ? null : throw new NeedsPersonException(refused.Code, refused.Text);
    }

    /// <summary>The proof will be too old by then: the code is asked for again, when the time has come near.</summary>
    private async Task<MigrationLook> OutdatedAsync(CaseRef on, CaseFile<MigrationFacts> read, DateTimeOffset when, CancellationToken cancellation)
    {
        var spare = file.Rules.VerificationLasts / 2 < MostSpare ? file.Rules.VerificationLasts / 2 : MostSpare;
        var ask = when - file.Rules.VerificationLasts + spare;
        if (ask > file.Now)
        {
            await file.WaitAsync(on, CaseState.AwaitingCode, new Wait("cut_over", "time", ask), "The time that was chosen is far off; the code is asked for again before it.", cancellation);
            return new MigrationLook(MigrationStage.CutOver, ask);
        }

        await file.ChangeAsync(on, today => today.Facts.ProveAgain ? null : new(
            today.Case,
            MigrationCode.ToProveAgain(today.Facts.WaitingFrom(file.Now)),
            file.Entry("system", "prove_again", "The proof of ownership is too old to register with; a new code is needed.")), cancellation);
        return new MigrationLook(MigrationStage.Code);
    }

    /// <summary>Messages come the moment that the number is registered: our app has to hear of the account before.</summary>
    private async Task<MigrationLook> HearsAsync(CaseRef on, CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        await file.SubscribeAsync(on, read.Facts.WabaId!, cancellation);
        await file.ChangeAsync(on, today => today.Facts.NotBefore is null ? null : new(today.Case, today.Facts with { NotBefore = null }, null), cancellation);
        return new MigrationLook(MigrationStage.CutOver);
    }

    private static DateTimeOffset Max(params DateTimeOffset?[] times) => times.Max()!.Value;
}
