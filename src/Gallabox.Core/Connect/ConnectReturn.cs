using Gallabox.Core.Cases;

namespace Gallabox.Core.Connect;

/// <summary>How the browser's return came out; the page says no more than this.</summary>
public enum ConnectReturned
{
    /// <summary>The case looks now. Also when the page is loaded again.</summary>
    Taken,

    /// <summary>The case has ended.</summary>
    Over,

    /// <summary>Not a redirect of 360dialog's, or its state is forged, expired, or another account's.</summary>
    NotUnderstood,
}

/// <summary>Takes 360dialog's redirect. Anybody can send one: what it says is a hint where to look, and its state only says for which case.</summary>
public sealed class ConnectReturn(ConnectLinks links, CaseStore cases, ConnectNews news, TimeProvider time)
{
    /// <param name="query">The raw query of the request.</param>
    public async Task<ConnectReturned> TakeAsync(string query, CancellationToken cancellation)
    {
        if (!ConnectRedirect.TryParse(query, out var redirect) || links.ReadState(redirect.State) is not { } state)
            return ConnectReturned.NotUnderstood;
        if (await cases.FindAsync(state.CaseId, cancellation) is not { Kind: CaseKind.Connection } on || on.AccountId != state.AccountId)
            return ConnectReturned.NotUnderstood;
        var note = new ConnectReturnNote(redirect.Client, redirect.Channels, redirect.Revoked, time.GetUtcNow());
        if (on.Open)
            await NoteAsync(on.Id, note, cancellation);
        foreach (var revoked in redirect.Revoked)
            await news.HearAsync(null, revoked, cancellation);
        return on.Open || on.State == CaseState.Completed ? ConnectReturned.Taken : ConnectReturned.Over;
    }

    private async Task NoteAsync(string caseId, ConnectReturnNote note, CancellationToken cancellation)
    {
        await cases.ChangeAsync<ConnectFacts>(caseId, today => IsSame(today.Facts.Return, note) ? null : new(
            today.Case, today.Facts with { Return = note },
            new(note.At, "customer:" + today.Facts.Address, "returned", "The customer has come back from 360dialog; it is asked what became of the number.",
                new Dictionary<string, string> { ["client"] = note.Client, ["channels"] = string.Join(", ", note.Channels), ["revoked"] = string.Join(", ", note.Revoked) })),
            cancellation);
        await news.WakeAsync(caseId, cancellation);
    }

    private static bool IsSame(ConnectReturnNote? known, ConnectReturnNote note) => known is not null && known.Client == note.Client
        && known.Channels.SequenceEqual(note.Channels, StringComparer.Ordinal) && known.Revoked.SequenceEqual(note.Revoked, StringComparer.Ordinal);
}
