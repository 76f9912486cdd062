using Gallabox.Sandbox.Clock;

namespace Gallabox.Sandbox.World;

/// <summary>The outside world: its documents at the moment of its clock, its secrets and its settings.</summary>
internal sealed class SandboxWorld(WorldFile file, SandboxClock clock, SandboxSecrets secrets, SandboxOptions options)
{
    public SandboxSecrets Secrets => secrets;

    public SandboxOptions Options => options;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Reads and changes as one transaction, durable when it returns.</summary>
    public T Change<T>(Func<WorldTransaction, T> change) => file.Change(clock.GetUtcNow(), change);

    /// <inheritdoc cref="Change{T}"/>
    public void Change(Action<WorldTransaction> change) => file.Change(clock.GetUtcNow(), world =>
    {
        change(world);
        return 0;
    });
}
