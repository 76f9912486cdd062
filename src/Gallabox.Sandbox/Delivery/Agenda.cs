using Gallabox.Sandbox.Dialog360;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>Does what is due in the outside world, in order: happenings change it, webhooks leave it.</summary>
internal sealed class Agenda(SandboxWorld world, WebhookPost post) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The earliest moment at which something is due; null when nothing is planned.</summary>
    public DateTimeOffset? NextDue() => world.Change(static world =>
        Min(world.Earliest<Happening>()?.Due, world.Earliest<OutgoingWebhook>()?.Due));

    /// <summary>Completes when nothing is due any more; a webhook that fails is due again later.</summary>
    public async Task RunDueAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (world.Change(TakeNext) is { } next)
            {
                if (next.Webhook is not { } webhook)
                    continue;
                var answer = await post.SendAsync(webhook, cancellation);
                world.Change(world => Outbox.Settle(world, webhook, answer.Status));
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Sends a leased webhook now; when its answer says so and repeats are wanted, it goes out again later.</summary>
    public async Task<TargetAnswer> SendNowAsync(
        OutgoingWebhook webhook, Func<int, bool> failed, bool retry, CancellationToken cancellation)
    {
        var answer = await post.SendAsync(webhook, cancellation);
        world.Change(world => Outbox.Settle(world, webhook, retry && failed(answer.Status) ? answer.Status : 200));
        return answer;
    }

    public void Dispose() => turn.Dispose();

    private Step? TakeNext(WorldTransaction transaction)
    {
        var happening = transaction.Earliest<Happening>();
        var webhook = transaction.Earliest<OutgoingWebhook>();
        if (Min(happening?.Due, webhook?.Due) is not { } due || due > transaction.Now)
            return null;
        if (happening is null || webhook?.Due < happening.Due)
            return new Step(webhook);
        transaction.Remove<Happening>(happening.Key);
        ChannelLife.Apply(transaction, happening, world.Options);
        return new Step(Webhook: null);
    }

    private static DateTimeOffset? Min(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;

    private sealed record Step(OutgoingWebhook? Webhook);
}
