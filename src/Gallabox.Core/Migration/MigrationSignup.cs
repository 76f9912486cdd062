using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Migration;

/// <summary>What the page with the sign-up button needs to know.</summary>
/// <param name="DialogOrigin">Whose messages are believed: this origin, or one below the same host.</param>
public sealed record SignupSettings(string AppId, string ConfigId, string GraphVersion, Uri SdkUrl, Uri DialogOrigin);

/// <summary>What Meta's sign-up told the page. A browser says it, so it is looked up at Meta before it is believed.</summary>
/// <param name="Code">Good once, and for 30 seconds (facts 3.14).</param>
public sealed record SignupResult(string Code, string WabaId, string PhoneNumberId)
{
    /// <summary>Without the secret, as texts end in logs.</summary>
    public override string ToString() => $"{nameof(SignupResult)} {WabaId} {PhoneNumberId} (code hidden)";
}

/// <summary>The Embedded Signup of a migration: its code is traded while it lives, and the account and the number are seen to be ours to manage.</summary>
public sealed class MigrationSignup(IMetaGraph meta, MigrationActs acts, IOptionsMonitor<MetaOptions> options)
{
    /// <summary>Null: the sign-up is not offered, as it is not configured.</summary>
    public SignupSettings? Settings => options.CurrentValue is { SignupConfigId.Length: > 0 } known
        ? new SignupSettings(known.AppId, known.SignupConfigId, known.Version, new Uri(known.SdkUrl), new Uri(known.DialogOrigin))
        : null;

    /// <summary>
    /// Trades the code within the request, as it lives no longer than that. The token that it brings is let go: our own reads and manages
    /// the account from then on, which is what the trade is for.
    /// </summary>
    public async Task<ActResult> TakeAsync(string caseId, string by, SignupResult result, CancellationToken cancellation)
    {
        if (!IsId(result.WabaId) || !IsId(result.PhoneNumberId) || result.Code.Length is 0 or > 2000)
            return new ActResult.BadInput("Meta's sign-up did not say which account and which number it is. Please try again.");
        try
        {
            await meta.ExchangeCodeAsync(result.Code, cancellation);
        }
        catch (FailureException refused)
        {
            return new ActResult.BadInput($"Meta did not accept the sign-up ({refused.Code}). It has to be finished within 30 seconds; please press the button again.");
        }

        return await acts.SignedUpAsync(caseId, by, result.WabaId, result.PhoneNumberId, cancellation);
    }

    private static bool IsId(string text) => text.Length is > 0 and <= 32 && text.All(char.IsAsciiDigit);
}
