using System.Globalization;
using System.Security.Cryptography;
using Gallabox.Core.Cases;
using Gallabox.Core.Secrets;

namespace Gallabox.Core.Migration;

/// <summary>
/// The PIN that a migration sets, in the secret store; never in a row, log or mail. It is kept by case and not by number: a number may move
/// on to another owner, and nobody is to see the PIN of the one after him. It is kept for as long as it may be the number's.
/// </summary>
public sealed class MigrationPins(ISecretStore secrets, CaseStore cases)
{
    private const int Digits = 6;
    private const int Page = 100;

    /// <returns>Six digits, or null.</returns>
    public Task<string?> FindAsync(CaseRef on, CancellationToken cancellation) => secrets.FindAsync(Name(on), cancellation);

    /// <summary>Makes a fresh PIN in place of the one that the case has, if any.</summary>
    public async Task<string> MakeAsync(CaseRef on, CancellationToken cancellation)
    {
        var pin = Fresh();
        await secrets.SaveAsync(Name(on), pin, cancellation);
        return pin;
    }

    public Task DeleteAsync(CaseRef on, CancellationToken cancellation) => secrets.DeleteAsync(Name(on), cancellation);

    /// <summary>Deletes the PINs of a number's ended migrations, of whichever owner: Meta has the number no more, or with another PIN. Safe to run again.</summary>
    /// <param name="but">The case whose PIN is the number's now; null: none is.</param>
    public async Task ForgetAsync(PhoneNumber phone, CaseRef? but, CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            (var page, after) = await cases.ListAsync(new CaseFilter(Kind: CaseKind.Migration, Phone: phone), after, Page, cancellation);
            foreach (var ended in page.Where(each => !each.Open && each.Id != but?.CaseId))
                await DeleteAsync(new CaseRef(ended.Id), cancellation);
        }
        while (after is not null);
    }

    /// <summary>Not one that people try first: a digit six times, or a run.</summary>
    private static string Fresh()
    {
        while (true)
        {
            var pin = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            var steps = Enumerable.Range(1, Digits - 1).Select(index => pin[index] - pin[index - 1]).Distinct().ToList();
            if (steps is not [0 or 1 or -1])
                return pin;
        }
    }

    private static string Name(CaseRef on) => $"pin-{on.CaseId}";
}
