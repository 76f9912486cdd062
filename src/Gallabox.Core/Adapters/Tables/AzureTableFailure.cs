using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>The service's refusals in the port's terms.</summary>
internal static class AzureTableFailure
{
    /// <summary>The code of a failure because the table is gone.</summary>
    public const string MissingTable = "azure-table:TableNotFound";

    /// <summary>Runs a call and translates how it failed. Left as it is: a request that the service calls malformed, which is a bug.</summary>
    public static async Task<T> TranslateAsync<T>(
        string table, IReadOnlyList<TableWrite> writes, Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException failure) when (IsConflict(failure))
        {
            throw new TableConflictException(table, FailedRow(failure, writes), failure);
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or 401 or 403 or 404 or 408 or 409 or 412 or 429 or >= 500)
        {
            throw new TransientFailureException($"azure-table:{failure.ErrorCode ?? $"{failure.Status}"}", failure.Message, failure);
        }
        catch (AggregateException failure) // all tries of a read
        {
            throw new TransientFailureException("azure-table:unreachable", failure.Message, failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientFailureException("azure-table:timeout", failure.Message, failure);
        }
    }

    public static bool IsMissingTable(RequestFailedException failure) =>
        failure.Status == 404 && failure.ErrorCode == TableErrorCode.TableNotFound;

    private static bool IsConflict(RequestFailedException failure) =>
        failure.Status == 412
        || (failure.Status == 409 && failure.ErrorCode == TableErrorCode.EntityAlreadyExists)
        || (failure.Status == 404 && !IsMissingTable(failure));

    private static string FailedRow(RequestFailedException failure, IReadOnlyList<TableWrite> writes) =>
        writes[(failure as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0].Row;
}
