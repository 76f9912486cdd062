using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>The steps of a migration.</summary>
public sealed class MigrationActivities(StepRunner steps)
{
    [Function("RehearseMigration")]
    public Task<StepResult> RehearseMigrationAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("RehearseMigration", input, flows, stop);

    [Function("StartMigration")]
    public Task<StepResult> StartMigrationAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("StartMigration", input, flows, stop);

    [Function("AskForMigrationCode")]
    public Task<StepResult> AskForMigrationCodeAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AskForMigrationCode", input, flows, stop);

    [Function("TakeMigrationCode")]
    public Task<StepResult> TakeMigrationCodeAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("TakeMigrationCode", input, flows, stop);

    [Function("AwaitCutOver")]
    public Task<StepResult> AwaitCutOverAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AwaitCutOver", input, flows, stop);

    [Function("BeginCutOver")]
    public Task<StepResult> BeginCutOverAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("BeginCutOver", input, flows, stop);

    [Function("RegisterMigratedNumber")]
    public Task<StepResult> RegisterMigratedNumberAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("RegisterMigratedNumber", input, flows, stop);

    [Function("ReadBackMigratedNumber")]
    public Task<StepResult> ReadBackMigratedNumberAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ReadBackMigratedNumber", input, flows, stop);

    [Function("SetMigratedWebhook")]
    public Task<StepResult> SetMigratedWebhookAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("SetMigratedWebhook", input, flows, stop);

    [Function("CheckMigratedTemplates")]
    public Task<StepResult> CheckMigratedTemplatesAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CheckMigratedTemplates", input, flows, stop);

    [Function("CompleteMigration")]
    public Task<StepResult> CompleteMigrationAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CompleteMigration", input, flows, stop);

    [Function("CloseMigration")]
    public Task<StepResult> CloseMigrationAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CloseMigration", input, flows, stop);
}
