using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Cases;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>
/// Where the "Connect by Yourself" button leads: 360dialog's onboarding with the number, the state, and an IO signature that keeps
/// strangers from onboarding under our partner id (facts 6.2). Made anew for each page, as the signature ages.
/// </summary>
public sealed class OnboardingAddress(IOptionsMonitor<Dialog360Options> options, ConnectLinks links, TimeProvider time)
{
    public Uri For(Case on, string address, string name)
    {
        var onboarding = options.CurrentValue;
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        (string Name, string Value)[] query =
        [
            ("number", on.Phone.Digits),
            ("email", address),
            ("name", name),
            ("state", links.State(on)),
            ("redirect_url", links.Here("connect/360dialog/callback").ToString()),
            ("io_signature", Signature(onboarding.PartnerId, seconds, onboarding.PlatformSecret)),
            ("io_timestamp", seconds),
        ];
        return new Uri($"{onboarding.OnboardingUrl.TrimEnd('/')}/{Uri.EscapeDataString(onboarding.PartnerId)}?"
            + string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")));
    }

    /// <summary>HMAC-SHA256 of <c>{partnerId}|{unixSeconds}</c> under the platform secret, lower-case hex.</summary>
    private static string Signature(string partnerId, string seconds, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{partnerId}|{seconds}")));
}
