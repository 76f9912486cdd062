using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>
/// The step that follows a sign-up at 360dialog until Gallabox can be authorized: reads where it stands, moves the case, tells
/// the customer what is his to do, and says when to look again.
/// </summary>
public sealed class ConnectFollow(ConnectFile file, ChannelDirectory channels, IDialog360Partner dialog360, ClientBindings bindings, PartnerChange change,
    OtherNumbers others, ConnectLetters letters)
{
    public async Task<ConnectLook> FollowAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        var heard = read.Facts.HeardAt ?? read.Case.CreatedAt;
        var rested = file.Now - channels.RestFor;
        var sighting = await channels.LookAsync(read.Case.Phone, heard > rested ? heard : rested, cancellation);
        if (sighting.Channels is not { } found && read.Case.Ending is null)
            return new ConnectLook(ConnectStage.Following, sighting.LookAt);
        var channel = ConnectPolicy.Choose(sighting.Channels ?? [], read.Facts.Return);
        await others.TakeUpAsync(on, read, channel, cancellation);
        var evidence = await file.EvidenceAsync(read, channel, await ClientAsync(channel, read.Facts, cancellation), cancellation);
        var verdict = ConnectPolicy.Follow(evidence, file.Rules, file.Now);
        if (verdict is ConnectVerdict.AwaitPermission or ConnectVerdict.AwaitReadiness or ConnectVerdict.Proceed)
            await change.TakeAlongAsync(on, evidence, cancellation);
        return await CarryOutAsync(on, evidence, verdict, cancellation);
    }

    private Task<ConnectLook> CarryOutAsync(CaseRef on, ConnectEvidence evidence, ConnectVerdict verdict, CancellationToken cancellation) => verdict switch
    {
        ConnectVerdict.End end => EndAsync(on, end.Ending, cancellation),
        ConnectVerdict.AwaitSignUp wait => AskAsync(on, evidence, CaseState.AwaitingSignup, new Wait("sign_up", "customer", wait.ExpiresAt),
            "The customer signs up at 360dialog.", letters.AskForSignUpAsync, cancellation),
        ConnectVerdict.AwaitConfirmation wait => AskAsync(on, evidence, CaseState.AwaitingSignup, new Wait("confirmation", "customer", wait.ExpiresAt),
            "The sign-up at 360dialog was made with an address that is not registered with us; that address is asked to confirm.",
            (told, reminder, stop) => letters.AskForConfirmationAsync(told, wait.Client, wait.ExpiresAt, reminder, stop), cancellation),
        ConnectVerdict.AwaitAcceptance => AcceptanceAsync(on, evidence, cancellation),
        ConnectVerdict.AwaitPermission wait => AskAsync(on, evidence, CaseState.AwaitingPermission, new Wait("permission", "customer", wait.ExpiresAt),
            "360dialog has the number, but its owner has not given Gallabox permission.", letters.AskForPermissionAsync, cancellation),
        ConnectVerdict.AwaitReadiness wait => ReadinessAsync(on, evidence, wait, cancellation),
        ConnectVerdict.Strange strange => throw new NeedsPersonException(strange.Code, strange.Reason),
        ConnectVerdict.Proceed proceed => ProceedAsync(on, evidence, proceed.Channel, cancellation),
        _ => throw new InvalidOperationException($"Nobody carries out {verdict}."),
    };

    private async Task<ConnectLook> EndAsync(CaseRef on, Ending ending, CancellationToken cancellation)
    {
        await file.EndAsync(on, ending, cancellation);
        return new ConnectLook(ConnectStage.Closing);
    }

    /// <summary>Something is the customer's to do: asked once, reminded when due.</summary>
    private async Task<ConnectLook> AskAsync(CaseRef on, ConnectEvidence evidence, CaseState state, Wait wait, string text,
        Func<ConnectEvidence, int, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        await SeenAsync(on, evidence, cancellation);
        var waiting = await file.WaitAsync(on, state, wait, text, cancellation);
        var reminder = await file.AskAsync(on, waiting, file.Rules.RemindEvery, number => ask(evidence, number, cancellation), cancellation);
        var next = Earliest(LookAgain(waiting), reminder, wait.Until);
        return new ConnectLook(ConnectStage.Following, next);
    }

    private async Task<ConnectLook> AcceptanceAsync(CaseRef on, ConnectEvidence evidence, CancellationToken cancellation)
    {
        await SeenAsync(on, evidence, cancellation);
        var waiting = await file.WaitAsync(on, CaseState.AwaitingSignup, new Wait("acceptance", "operator"),
            "The customer comes from another partner of 360dialog with all numbers; the team decides.", cancellation);
        return new ConnectLook(ConnectStage.Following, LookAgain(waiting));
    }

    private async Task<ConnectLook> ReadinessAsync(CaseRef on, ConnectEvidence evidence, ConnectVerdict.AwaitReadiness wait, CancellationToken cancellation)
    {
        await SeenAsync(on, evidence, cancellation);
        var waiting = await file.WaitAsync(on, CaseState.AwaitingReadiness, new Wait("readiness", wait.Overdue ? "operator" : "360dialog"), wait.Overdue
            ? $"360dialog still shows the number as '{wait.Status}'. Ask its support; the case goes on by itself."
            : "The number is being made ready at 360dialog.", cancellation);
        return new ConnectLook(ConnectStage.Following, LookAgain(waiting));
    }

    private async Task<ConnectLook> ProceedAsync(CaseRef on, ConnectEvidence evidence, Dialog360Channel channel, CancellationToken cancellation)
    {
        await SeenAsync(on, evidence, cancellation);
        if (await bindings.BindAsync(channel.ClientId!, evidence.Case.AccountId, cancellation) != evidence.Case.AccountId)
            return await EndAsync(on, new Ending(CaseState.Rejected, "system", file.Now, ConnectPolicy.NotHere), cancellation);
        await bindings.NameAsync(channel.Id, evidence.Case.Phone, cancellation);
        await file.ChangeAsync(on, today => today.Case.Ending is not null ? null : new(
            today.Case with { State = CaseState.Authorizing, WaitsFor = null },
            Anew(today.Facts, channel) with { Channel = new(channel.Id, channel.ClientId!, channel.WabaId, channel.MessagingLimit), RefusedAt = null },
            today.Case.State == CaseState.Authorizing ? null : file.Entry("360dialog", "channel_ready", "The number is ready at 360dialog, and its owner wants it here.")),
            cancellation);
        return new ConnectLook(ConnectStage.Authorization);
    }

    /// <summary>Once: the number has turned up at 360dialog.</summary>
    private async Task SeenAsync(CaseRef on, ConnectEvidence evidence, CancellationToken cancellation)
    {
        if (evidence.Channel is { } channel && !evidence.Facts.Steps.ContainsKey("channel_seen"))
            await file.RecordAsync(on, "channel_seen", "360dialog", "The number has turned up at 360dialog.", $"{channel.Id}, {channel.Status}", cancellation);
    }

    private async Task<Dialog360Client?> ClientAsync(Dialog360Channel? channel, ConnectFacts facts, CancellationToken cancellation)
    {
        if (channel is null || channel.Client is { Email: not null } || facts.ConfirmedClient == channel.ClientId)
            return channel?.Client;
        return await bindings.AccountOfAsync(channel.ClientId!, cancellation) is null
            ? await dialog360.FindClientAsync(channel.ClientId!, cancellation)
            : channel.Client;
    }

    /// <summary>Another channel than the one that was worked on: what was done to that one is not done to this.</summary>
    private static ConnectFacts Anew(ConnectFacts facts, Dialog360Channel channel) => facts.Channel is null || facts.Channel.Id == channel.Id
        ? facts
        : ConnectFile.Without(facts, "key_made", "callback_set", "meta_read", "key_tested") with { Turn = null, Meta = null };

    /// <summary>Often while somebody may just be at it, rarely when nobody is. Events make it sooner.</summary>
    private DateTimeOffset LookAgain(CaseFile<ConnectFacts> waiting)
    {
        var since = waiting.Facts.HeardAt > waiting.Facts.WaitingSince ? waiting.Facts.HeardAt : waiting.Facts.WaitingSince;
        var quiet = file.Now - (since ?? waiting.Case.CreatedAt);
        var pause = quiet.TotalMinutes switch { < 15 => 2, < 120 => 10, < 1440 => 60, _ => 360 };
        return file.Now + TimeSpan.FromMinutes(pause);
    }

    private static DateTimeOffset Earliest(params DateTimeOffset?[] times) => times.Where(time => time is not null).Min()!.Value;
}
