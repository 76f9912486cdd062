using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>
/// What Meta shows of the number: its ids, its name's review, its health. A WABA that is 360dialog's customer's own may be closed
/// to us; then 360dialog's word stands alone.
/// </summary>
public sealed class ConnectMeta(ConnectFile file, IMetaGraph meta, ConnectLetters letters)
{
    public async Task<ConnectLook> ReadAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new ConnectLook(ConnectStage.Closing);
        if (read.Facts.Steps.ContainsKey("meta_read"))
            return new ConnectLook(ConnectStage.Authorization);
        if (read.Facts.Channel!.WabaId is not { } waba)
            return await UnseenAsync(on, "360dialog did not say in which account at Meta the number is.", cancellation);
        try
        {
            var node = (await meta.ListNumbersAsync(waba, cancellation)).FirstOrDefault(number => number.Phone == read.Case.Phone);
            var health = node is null ? null : await meta.ReadHealthAsync(node.Id, cancellation);
            return await JudgeAsync(on, read, waba, node, health, cancellation);
        }
        catch (FailureException closed) when (closed.Kind != FailureKind.Transient)
        {
            return await UnseenAsync(on, $"Meta does not show the number's account to us ({closed.Code}); 360dialog's word stands alone.", cancellation);
        }
    }

    private async Task<ConnectLook> JudgeAsync(
        CaseRef on, CaseFile<ConnectFacts> read, string waba, MetaNumber? node, MetaHealth? health, CancellationToken cancellation)
    {
        if (node is null)
            return await WaitAsync(on, CaseState.AwaitingReadiness, new Wait("number_at_meta", "meta"), "Meta does not list the number yet.", cancellation);
        if (node.NameStatus == "PENDING_REVIEW")
            return await WaitAsync(on, CaseState.AwaitingReadiness, new Wait("name_review", "meta"),
                "Meta reviews the display name. It goes on by itself when the review is over.", cancellation);
        if (node.NameStatus == "DECLINED")
            return await AskAsync(on, new Wait("display_name", "customer"), "Meta has declined the display name; the customer was told how to choose another.",
                letters.AskForNameAsync, cancellation);
        var notes = HealthWords.Of(health!);
        if (health!.IsBlocked)
            return await AskAsync(on, new Wait("meta_health", "customer"), string.Join(' ', ["Meta does not let the number send.", .. notes]),
                (told, stop) => letters.AskForHealthAsync(told, notes, stop), cancellation);
        return await LearnAsync(on, new SeenNumber(node.Id, waba, node.MessagingLimit, node.IsPinEnabled, notes), health.CanSendMessage, cancellation);
    }

    private async Task<ConnectLook> LearnAsync(CaseRef on, SeenNumber seen, string health, CancellationToken cancellation)
    {
        await BackAsync(on, cancellation);
        await file.RecordAsync(on, "meta_read", "meta",
            seen.Notes.Count == 0 ? "Meta shows the number in good health." : string.Join(' ', ["Meta shows the number, with limits.", .. seen.Notes]),
            $"{seen.PhoneNumberId}, {health}", cancellation, facts => facts with { Meta = seen });
        return new ConnectLook(ConnectStage.Authorization);
    }

    private async Task<ConnectLook> UnseenAsync(CaseRef on, string why, CancellationToken cancellation)
    {
        await BackAsync(on, cancellation);
        await file.RecordAsync(on, "meta_read", "meta", why, "not readable", cancellation);
        return new ConnectLook(ConnectStage.Authorization);
    }

    private async Task<ConnectLook> AskAsync(CaseRef on, Wait wait, string text, Func<ConnectEvidence, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        var look = await WaitAsync(on, CaseState.AwaitingReadiness, wait, text, cancellation);
        await ask(await file.EvidenceAsync(on, cancellation), cancellation);
        return look;
    }

    /// <summary>Looked at again by itself. What lasts longer than a customer is waited for ends.</summary>
    private async Task<ConnectLook> WaitAsync(CaseRef on, CaseState state, Wait wait, string text, CancellationToken cancellation)
    {
        var waiting = await file.WaitAsync(on, state, wait, text, cancellation);
        if (wait.On != "customer" || file.Now < waiting.Facts.WaitingSince + file.Rules.ExpireAfter)
            return new ConnectLook(ConnectStage.Authorization, file.Now + file.Rules.AskMetaEvery);
        await file.ChangeAsync(on, today => today.Case.Ending is not null ? null : new(
            today.Case with { Ending = new Ending(CaseState.Expired, "system", file.Now, $"What Meta asks for was not done in time. {text}") }, today.Facts, null), cancellation);
        return new ConnectLook(ConnectStage.Closing);
    }

    private Task BackAsync(CaseRef on, CancellationToken cancellation) => file.ChangeAsync(on, today => today.Case.State == CaseState.Authorizing
        ? null
        : new(today.Case with { State = CaseState.Authorizing, WaitsFor = null }, today.Facts, null), cancellation);
}
