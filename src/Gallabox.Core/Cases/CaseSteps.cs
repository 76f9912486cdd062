using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Cases;

/// <summary>How every flow of a case runs its steps: retried, and when that does not help, in the open.</summary>
public static class CaseSteps
{
    /// <summary>The one event that a case's flow waits for: something about the case has changed in the store.</summary>
    public const string Nudge = "nudge";

    public static readonly Activity<Trouble, Parked> Park = new("ParkCase");
    public static readonly Activity<ParkedCase, Parked> LookAtParked = new("LookAtParkedCase");
    public static readonly Activity<CaseRef, Done> Recover = new("RecoverCase");

    /// <summary>Two, eight and thirty-two seconds: longer troubles are shown on the case, and tried again once at a time.</summary>
    private static readonly RetryPolicy Briefly = new(TimeSpan.FromSeconds(2), 4, TimeSpan.FromSeconds(32), TimeSpan.FromMinutes(1));

    /// <summary>For the steps that tell of trouble: they need only the store, and without it nothing can be told.</summary>
    private static readonly RetryPolicy Patiently = new(TimeSpan.FromSeconds(2), 4, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30));

    public static OrchestrationCatalog AddCaseSteps(this OrchestrationCatalog catalog) => catalog
        .Add<CaseTrouble, Trouble, Parked>(Park, (work, input, cancellation) => work.ParkAsync(input, cancellation))
        .Add<CaseTrouble, ParkedCase, Parked>(LookAtParked, (work, input, cancellation) => work.LookAsync(input, cancellation))
        .Add<CaseTrouble, CaseRef, Done>(Recover, (work, input, cancellation) => work.RecoverAsync(input, cancellation));

    /// <summary>Runs a step of a case until it succeeds.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="step">The step.</param>
    /// <param name="on">The case.</param>
    /// <param name="abandonable">False once there is no way back: then only the step's success ends the wait.</param>
    /// <exception cref="CaseAbandonedException">The step failed, and while it did, somebody ended the case.</exception>
    public static async Task<TOutput> AttendAsync<TOutput>(this IOrchestration flow, Activity<CaseRef, TOutput> step, CaseRef on, bool abandonable = true)
    {
        for (var troubles = 0; ; troubles++)
        {
            ActivityFailedException failure;
            try
            {
                var output = await (troubles == 0 ? flow.CallAsync(step, on, Briefly) : flow.CallAsync(step, on));
                if (troubles > 0)
                    await flow.CallAsync(Recover, on, Patiently);
                return output;
            }
            catch (ActivityFailedException failed)
            {
                failure = failed;
            }

            var trouble = new Trouble(on.CaseId, step.Name, failure.Kind, failure.Code, failure.Reason, abandonable);
            var parked = await flow.CallAsync(Park, trouble, Patiently);
            while (parked.Waits)
            {
                await flow.WaitForEventAsync(Nudge, parked.LookAgainAt);
                parked = await flow.CallAsync(LookAtParked, new ParkedCase(on.CaseId, abandonable), Patiently);
            }

            if (parked.Abandoned)
                throw new CaseAbandonedException(on.CaseId);
        }
    }
}

/// <summary>The case was ended by a person while a step of it could not be carried out.</summary>
public sealed class CaseAbandonedException(string caseId) : Exception($"{caseId} was ended while it waited.");
