using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Migration;

/// <summary>The activities of a migration. Each takes the case, is safe to run twice, and looks before it acts.</summary>
public static class MigrationSteps
{
    public static readonly Activity<CaseRef, MigrationLook> Rehearse = new("RehearseMigration");
    public static readonly Activity<CaseRef, MigrationLook> Start = new("StartMigration");
    public static readonly Activity<CaseRef, MigrationLook> AskForCode = new("AskForMigrationCode");
    public static readonly Activity<CaseRef, MigrationLook> TakeCode = new("TakeMigrationCode");
    public static readonly Activity<CaseRef, MigrationLook> AwaitCutOver = new("AwaitCutOver");
    public static readonly Activity<CaseRef, MigrationLook> BeginCutOver = new("BeginCutOver");
    public static readonly Activity<CaseRef, MigrationLook> Register = new("RegisterMigratedNumber");
    public static readonly Activity<CaseRef, MigrationLook> ReadBack = new("ReadBackMigratedNumber");
    public static readonly Activity<CaseRef, Done> SetWebhook = new("SetMigratedWebhook");
    public static readonly Activity<CaseRef, Done> CheckTemplates = new("CheckMigratedTemplates");
    public static readonly Activity<CaseRef, Done> Complete = new("CompleteMigration");
    public static readonly Activity<CaseRef, Done> Close = new("CloseMigration");

    public static OrchestrationCatalog AddMigration(this OrchestrationCatalog catalog) => catalog
        .Add(MigrationFlow.Orchestrator)
        .Add<MigrationRehearsal, CaseRef, MigrationLook>(Rehearse, (work, on, cancellation) => work.RehearseAsync(on, cancellation))
        .Add<MigrationStart, CaseRef, MigrationLook>(Start, (work, on, cancellation) => work.StartAsync(on, cancellation))
        .Add<MigrationCode, CaseRef, MigrationLook>(AskForCode, (work, on, cancellation) => work.AskAsync(on, cancellation))
        .Add<MigrationProof, CaseRef, MigrationLook>(TakeCode, (work, on, cancellation) => work.TakeAsync(on, cancellation))
        .Add<MigrationCutOver, CaseRef, MigrationLook>(AwaitCutOver, (work, on, cancellation) => work.AwaitAsync(on, cancellation))
        .Add<MigrationCutOver, CaseRef, MigrationLook>(BeginCutOver, (work, on, cancellation) => work.BeginAsync(on, cancellation))
        .Add<MigrationRegistration, CaseRef, MigrationLook>(Register, (work, on, cancellation) => work.RegisterAsync(on, cancellation))
        .Add<MigrationReadBack, CaseRef, MigrationLook>(ReadBack, (work, on, cancellation) => work.ReadAsync(on, cancellation))
        .Add<MigrationReadBack, CaseRef, Done>(SetWebhook, (work, on, cancellation) => work.SetWebhookAsync(on, cancellation))
        .Add<MigrationTemplates, CaseRef, Done>(CheckTemplates, (work, on, cancellation) => work.CheckAsync(on, cancellation))
        .Add<MigrationClosing, CaseRef, Done>(Complete, (work, on, cancellation) => work.CompleteAsync(on, cancellation))
        .Add<MigrationClosing, CaseRef, Done>(Close, (work, on, cancellation) => work.CloseAsync(on, cancellation));
}
