using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>Carries out what people ask of a connection: the fact is stored under the case's ETag and its rule, then the flow is nudged.</summary>
public sealed class ConnectActs(CaseStore cases, IOrchestrationClient flows, TimeProvider time)
{
    public async Task<ActResult> ActAsync(string caseId, ActRequest request, CancellationToken cancellation)
    {
        if (request is { Act: "reject" or "note", Note: "" })
            return new ActResult.BadInput("'note' is missing: the reason, which the customer is told.");
        var allowed = false;
        var (file, _) = await cases.ChangeAsync<ConnectFacts>(caseId, today =>
            (allowed = CaseActs.Allows(today.Case, request.Act, request.Actor) && !(today.Facts.Registering && request.Act is "cancel" or "reject"))
                ? Change(today, request)
                : null, cancellation);
        if (!allowed)
            return new ActResult.NotAllowed(file.Case, CaseActs.StatesFor(file.Case.Kind, request.Act));
        await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
        return new ActResult.Accepted(file.Case);
    }

    private CaseChange<ConnectFacts> Change(CaseFile<ConnectFacts> today, ActRequest request) => request.Act switch
    {
        "approve" => Write(today.Case with { RetryAsked = today.Case.State == CaseState.NeedsAttention }, Approved(today.Facts, request), request, "approved", "The team has looked at it: this account may connect the number."),
        "reject" => End(today, request, CaseState.Rejected, "The connection is rejected."),
        "cancel" => End(today, request, CaseState.Cancelled, "The connection is given up."),
        "retry" => Write(today.Case with { RetryAsked = today.Case.State == CaseState.NeedsAttention },
            today.Facts with { HeardAt = time.GetUtcNow(), DeadKeys = 0 }, request, "retry", "Looked at again."),
        _ => Write(today.Case, today.Facts, request, "note", request.Note),
    };

    /// <summary>Stands for a partner change, and for a client who cannot confirm by himself.</summary>
    private ConnectFacts Approved(ConnectFacts facts, ActRequest request) => facts with
    {
        Acceptance = new CaseStep(time.GetUtcNow(), request.By, request.Note),
        HeardAt = time.GetUtcNow(),
    };

    private CaseChange<ConnectFacts> End(CaseFile<ConnectFacts> today, ActRequest request, CaseState end, string text) =>
        Write(today.Case with { Ending = new Ending(end, request.By, time.GetUtcNow(), request.Note) }, today.Facts, request, Wire.Name(end) + "_asked", text);

    private CaseChange<ConnectFacts> Write(Case next, ConnectFacts facts, ActRequest request, string type, string text) =>
        new(next, facts, new(time.GetUtcNow(), request.By, type, request.Note.Length > 0 && type != "note" ? $"{text} {request.Note}" : text));
}
