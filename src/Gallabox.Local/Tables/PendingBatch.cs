using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>A caller's batch on its way through the writer. The caller learns nothing before the commit, conflicts included.</summary>
internal sealed class PendingBatch(string table, string partition, IReadOnlyList<TableWrite> writes)
    : TaskCompletionSource<IReadOnlyList<string?>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private string?[] etags = [];
    private TableConflictException? conflict;

    public string Table => table;

    public string Partition => partition;

    public IReadOnlyList<TableWrite> Writes => writes;

    public void Written(string?[] newETags) => etags = newETags;

    public void Refused(TableConflictException refusal) => conflict = refusal;

    public void Acknowledge()
    {
        if (conflict is null)
            SetResult(etags);
        else
            SetException(conflict);
    }
}
