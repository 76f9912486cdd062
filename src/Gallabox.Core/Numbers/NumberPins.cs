using System.Globalization;
using System.Security.Cryptography;
using Gallabox.Core.Secrets;

namespace Gallabox.Core.Numbers;

/// <summary>The PIN of a number's two-step verification, in the secret store; never in a row, log or mail.</summary>
public sealed class NumberPins(ISecretStore secrets)
{
    private const int Digits = 6;

    /// <returns>Six digits, or null.</returns>
    public Task<string?> FindAsync(PhoneNumber phone, CancellationToken cancellation) => secrets.FindAsync(Name(phone), cancellation);

    /// <summary>Makes a fresh PIN in place of the one that is kept, if any.</summary>
    public async Task<string> MakeAsync(PhoneNumber phone, CancellationToken cancellation)
    {
        var pin = Fresh();
        await secrets.SaveAsync(Name(phone), pin, cancellation);
        return pin;
    }

    public Task DeleteAsync(PhoneNumber phone, CancellationToken cancellation) => secrets.DeleteAsync(Name(phone), cancellation);

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

    private static string Name(PhoneNumber phone) => $"pin-{phone.Digits}";
}
