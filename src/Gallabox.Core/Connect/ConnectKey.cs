using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>
/// The number's API key. Making one is a rotation that kills all earlier ones, and it is shown once (facts 1.5): it is made
/// under a lock, the last answer is the one kept, and a kept key that works is never replaced.
/// </summary>
public sealed class ConnectKey(ConnectFile file, IDialog360Partner dialog360, NumberKeys keys, KeyLock locks, KeyTurns turns, TimeProvider time)
{
    private const int MostDeadKeys = 3;
    private static readonly TimeSpan queueRetry = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the case's turn, which may be hours away in a rush. It is shown as a wait, since it is no failure.</summary>
    public async Task<ConnectLook> AwaitTurnAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new ConnectLook(ConnectStage.Closing);
        if (read.Facts.Steps.ContainsKey("key_made"))
            return new ConnectLook(ConnectStage.Authorization);
        var turn = read.Facts.Turn ?? await turns.TakeAsync(cancellation);
        var kept = await file.ChangeAsync(on, today => today.Facts.Turn is not null ? null : new(
            today.Case with { WaitsFor = turn > file.Now ? new Wait("turn", "360dialog", turn) : null },
            today.Facts with { Turn = turn },
            turn > file.Now ? file.Entry("system", "turn", $"Many numbers are being connected; this one's turn is at {turn:HH:mm:ss} UTC.") : null), cancellation);
        return kept.Facts.Turn > file.Now ? new ConnectLook(ConnectStage.Authorization, kept.Facts.Turn) : new ConnectLook(ConnectStage.Authorization);
    }

    /// <summary>Makes the key, unless one is kept that works. Back to following when the client has not given permission.</summary>
    public async Task<ConnectLook> MakeAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new ConnectLook(ConnectStage.Closing);
        if (read.Facts.Steps.ContainsKey("key_made"))
            return new ConnectLook(ConnectStage.Authorization);
        var channel = read.Facts.Channel!;
        if (await keys.FindAsync(read.Case.Phone, cancellation) is { } kept && kept.ChannelId == channel.Id && await WorksAsync(kept, cancellation))
            return await RecordAsync(on, kept, cancellation);
        var (held, until) = await locks.TakeAsync(read.Case.Phone, file.Rules.KeyLockFor, cancellation);
        if (held is null)
            return new ConnectLook(ConnectStage.Authorization, until);
        try
        {
            return await RotateAsync(on, channel, held, cancellation);
        }
        finally
        {
            await locks.ReleaseAsync(held, CancellationToken.None);
        }
    }

    /// <summary>A kept key has died: somebody else made one, or the permission was taken back. It is made again, a few times.</summary>
    public async Task<ConnectLook> MakeAgainAsync(CaseRef on, CancellationToken cancellation)
    {
        var dead = await file.ChangeAsync(on, today => new(
            today.Case, ConnectFile.Without(today.Facts, "key_made", "callback_set", "key_tested") with { Turn = null, DeadKeys = today.Facts.DeadKeys + 1 },
            file.Entry("360dialog", "key_dead", "The number's key is not valid any more; a new one is made.")), cancellation);
        return dead.Facts.DeadKeys >= MostDeadKeys
            ? throw new NeedsPersonException("connect:keys-die", "Each new key of the number dies at once. Somebody else makes keys for it: find out who, then retry.")
            : new ConnectLook(ConnectStage.Authorization, file.Now);
    }

    /// <summary>Whether 360dialog takes the key.</summary>
    public async Task<bool> WorksAsync(NumberKey key, CancellationToken cancellation)
    {
        try
        {
            await dialog360.ReadWebhookAsync(key.Address, key.Key, cancellation);
            return true;
        }
        catch (FailureException refused) when (IsRefusal(refused))
        {
            return false;
        }
    }

    public static bool IsRefusal(FailureException failure) => failure.Code is "dialog360:401" or "dialog360:403";

    private async Task<ConnectLook> RotateAsync(CaseRef on, SeenChannel channel, HeldLock held, CancellationToken cancellation)
    {
        // The call must be over while the lock is surely ours, also when it waits for the limit first.
        using var bound = new CancellationTokenSource(file.Rules.KeyLockFor / 2, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            var made = await dialog360.RotateApiKeyAsync(channel.Id, both.Token);
            if (!await locks.StillHoldsAsync(held, cancellation))
                throw new TransientFailureException("connect:key-lock-lost", "The key came too late to be kept; another is made.");
            var key = new NumberKey(channel.Id, made.Id, made.Address, made.Key, file.Now);
            await keys.SaveAsync(held.Phone, key, cancellation);
            return await RecordAsync(on, key, cancellation);
        }
        catch (FailureException refused) when (refused.Code == "dialog360:no-permission")
        {
            await file.ChangeAsync(on, today => new(today.Case, today.Facts with { RefusedAt = file.Now, Turn = null }, null), cancellation);
            return new ConnectLook(ConnectStage.Following);
        }
        catch (TransientFailureException full) when (full.Code == "dialog360:queue-full")
        {
            return new ConnectLook(ConnectStage.Authorization, file.Now + (full.RetryAfter ?? queueRetry));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientFailureException("dialog360:unknown-outcome", "360dialog took too long to answer; another key is made.");
        }
    }

    private async Task<ConnectLook> RecordAsync(CaseRef on, NumberKey key, CancellationToken cancellation)
    {
        await file.RecordAsync(on, "key_made", "360dialog", "Gallabox is authorized: the number's key is made and kept.", key.KeyId, cancellation);
        return new ConnectLook(ConnectStage.Authorization);
    }
}
