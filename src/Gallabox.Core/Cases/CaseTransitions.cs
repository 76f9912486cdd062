using static Gallabox.Core.Cases.CaseState;

namespace Gallabox.Core.Cases;

/// <summary>Which state may follow which, for each kind. The one table; every change of a case is held against it.</summary>
public static class CaseTransitions
{
    /// <summary>From each working state, the states that may follow beside itself, an end before the point of no return, and an interruption.</summary>
    private static readonly Dictionary<CaseKind, Dictionary<CaseState, CaseState[]>> Table = new()
    {
        [CaseKind.Deletion] = new()
        {
            [AwaitingProof] = [AwaitingDues, AwaitingVolume, InReview, Scheduled, Cancelled, Rejected, Expired],
            [AwaitingDues] = [AwaitingVolume, InReview, Scheduled, Cancelled, Rejected, Expired],
            [AwaitingVolume] = [AwaitingDues, InReview, Scheduled, Cancelled, Rejected, Expired],
            [InReview] = [AwaitingDues, AwaitingVolume, Scheduled, Cancelled, Rejected, Expired],
            [Scheduled] = [AwaitingDues, AwaitingVolume, Deleting, Cancelled, Rejected],
            [Deleting] = [Completed],
        },
        [CaseKind.Migration] = new()
        {
            [AwaitingTwoStepOff] = [InReview, AwaitingCode, Registering, Cancelled, Rejected, Expired],
            [InReview] = [AwaitingTwoStepOff, AwaitingCode, Registering, Cancelled, Rejected, Expired],
            [AwaitingCode] = [AwaitingTwoStepOff, InReview, Registering, Cancelled, Rejected, Expired],
            [Registering] = [AwaitingCode, Verifying],
            [Verifying] = [Completed],
        },
        [CaseKind.Connection] = new()
        {
            [AwaitingSignup] = [AwaitingPermission, AwaitingReadiness, Authorizing, Cancelled, Rejected, Expired],
            [AwaitingPermission] = [AwaitingSignup, AwaitingReadiness, Authorizing, Cancelled, Rejected, Expired],
            [AwaitingReadiness] = [AwaitingSignup, AwaitingPermission, Authorizing, Cancelled, Rejected, Expired],
            [Authorizing] = [AwaitingSignup, AwaitingPermission, AwaitingReadiness, Completed, Cancelled, Rejected, Expired],
        },
    };

    public static bool IsEnd(CaseState state) => state is Completed or Cancelled or Rejected or Expired;

    /// <summary>Whether a case of that kind may go from one state to another. Staying is always allowed, also at an end.</summary>
    /// <param name="attentionFrom">The state before the interruption, when <paramref name="from"/> is one.</param>
    public static bool Allows(CaseKind kind, CaseState from, CaseState to, CaseState? attentionFrom = null)
    {
        if (from == to)
            return true;
        if (from == NeedsAttention)
            return attentionFrom is { } stage && Allows(kind, stage, to);
        if (!Table[kind].TryGetValue(from, out var next))
            return false;
        return to == NeedsAttention || next.Contains(to);
    }
}
