using Gallabox.Core.Secrets;

namespace Gallabox.Core.Connect;

/// <summary>The API key of a number at 360dialog, as it lies in the secret store; never in a row, log, mail or page.</summary>
/// <param name="Address">The messaging address that it is good for.</param>
public sealed record NumberKey(string ChannelId, string KeyId, string Address, string Key, DateTimeOffset MadeAt)
{
    /// <summary>Without the secret, as texts end in logs.</summary>
    public override string ToString() => $"{nameof(NumberKey)} {KeyId} (hidden) at {Address}";
}

/// <summary>Keys by number. Names hold digits only, since some stores do not tell upper from lower case.</summary>
public sealed class NumberKeys(ISecretStore secrets)
{
    public async Task<NumberKey?> FindAsync(PhoneNumber phone, CancellationToken cancellation) =>
        await secrets.FindAsync(Name(phone), cancellation) is { } stored ? Wire.FromBytes<NumberKey>(System.Text.Encoding.UTF8.GetBytes(stored)) : null;

    public Task SaveAsync(PhoneNumber phone, NumberKey key, CancellationToken cancellation) =>
        secrets.SaveAsync(Name(phone), System.Text.Encoding.UTF8.GetString(Wire.ToBytes(key)), cancellation);

    public Task DeleteAsync(PhoneNumber phone, CancellationToken cancellation) => secrets.DeleteAsync(Name(phone), cancellation);

    private static string Name(PhoneNumber phone) => $"dialog360-key-{phone.Digits}";
}
