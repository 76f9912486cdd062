namespace Gallabox.Core.Orchestration;

/// <summary>The name of an activity with the shapes of its one input record and its one output record.</summary>
/// <param name="Name">Unique in the catalog; letters and digits only, as it is also the name of a function in Azure.</param>
public sealed record Activity<TInput, TOutput>(string Name);

/// <summary>The output of an activity that has nothing to say but that it is done.</summary>
public sealed record Done
{
    public static Done Instance { get; } = new();
}

/// <summary>A flow: its name, its current version, and the static method that is replayed.</summary>
/// <param name="Name">Unique in the catalog; letters and digits only.</param>
/// <param name="Version">Recorded with each instance at its start. Raise it when a recorded history would no longer replay.</param>
/// <param name="Run">The flow itself.</param>
public sealed record Orchestrator<TInput>(string Name, string Version, Func<IOrchestration, TInput, Task> Run);
