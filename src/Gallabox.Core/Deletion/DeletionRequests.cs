using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>A request as it came in by mail.</summary>
/// <param name="MailId">Our id of the mail; with the number it makes the case's id, so one mail opens one case.</param>
/// <param name="Proof">Why we believe the sender; null: a registered address has to confirm.</param>
public sealed record DeletionRequest(string MailId, PhoneNumber Phone, Account Account, RequestMail Mail, string? Proof);

/// <summary>Opens deletion cases, and joins a second request to the case that is open.</summary>
public sealed class DeletionRequests(CaseStore cases, IOrchestrationClient flows, TimeProvider time)
{
    /// <summary>Safe to run again for the same mail.</summary>
    /// <returns>The case that the request belongs to.</returns>
    public async Task<string> OpenAsync(DeletionRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var id = CaseId.Derive(CaseKind.Deletion, $"{request.MailId}\n{request.Phone.E164}");
        var by = "customer:" + request.Mail.From;
        var opened = new Case
        {
            Id = id,
            Kind = CaseKind.Deletion,
            Phone = request.Phone,
            AccountId = request.Account.Id,
            State = request.Proof is null ? CaseState.AwaitingProof : CaseState.InReview,
        };
        var facts = new DeletionFacts
        {
            Request = request.Mail,
            Correspondents = [request.Mail.From],
            Proof = request.Proof is null ? null : new Decision(by, now, request.Proof),
        };
        var entry = new TimelineEntry(now, by, "opened", "The customer asked by mail to delete the number.",
            new Dictionary<string, string>
            {
                ["subject"] = request.Mail.Subject,
                ["messageId"] = request.Mail.MessageId,
                ["proof"] = request.Proof ?? "none yet",
                ["words"] = request.Mail.Words,
            });
        var holder = await cases.OpenAsync(opened, facts, entry, cancellation);
        if (holder != id)
            return await JoinAsync(holder, request, cancellation);
        await flows.StartAsync(DeletionFlow.Orchestrator, id, new DeletionInput(id, DeletionStage.Review), cancellation);
        return id;
    }

    /// <summary>A second request for the number: its sender is told what the first one is told. Unproven senders change nothing.</summary>
    private async Task<string> JoinAsync(string holder, DeletionRequest request, CancellationToken cancellation)
    {
        if (request.Proof is null || await cases.FindAsync(holder, cancellation) is not { Kind: CaseKind.Deletion } open || open.AccountId != request.Account.Id)
            return holder;
        await cases.ChangeAsync<DeletionFacts>(holder, today => Joined(today, request), cancellation);
        await flows.RaiseAsync(holder, CaseSteps.Nudge, cancellation);
        return holder;
    }

    private CaseChange<DeletionFacts>? Joined(CaseFile<DeletionFacts> today, DeletionRequest request)
    {
        var from = request.Mail.From;
        if (today.Facts.Correspondents.Contains(from, StringComparer.OrdinalIgnoreCase) && today.Facts.Proof is not null)
            return null;
        var by = "customer:" + from;
        return new(today.Case, today.Facts with
        {
            Correspondents = [.. today.Facts.Correspondents.Where(known => !known.Equals(from, StringComparison.OrdinalIgnoreCase)), from],
            Proof = today.Facts.Proof ?? new Decision(by, time.GetUtcNow(), request.Proof!),
        }, new(time.GetUtcNow(), by, "joined", "A second registered address asked for the same; it is told everything from here on."));
    }
}
