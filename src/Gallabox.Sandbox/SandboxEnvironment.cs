using Gallabox.Sandbox.World;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gallabox.Sandbox;

/// <summary>Where the sandbox and the host under test are to be found, and what the host must be configured with.</summary>
public sealed class SandboxEnvironment
{
    private readonly SandboxOptions options;
    private readonly SandboxSecrets secrets;
    private readonly IServer? server;

    internal SandboxEnvironment(SandboxOptions options, SandboxSecrets secrets, IServer? server)
    {
        this.options = options;
        this.secrets = secrets;
        this.server = server;
    }

    /// <summary>Where this process listens; known once it has started, also with port 0.</summary>
    public Uri Address => new(options.Address ?? Listening());

    /// <summary>The host under test.</summary>
    public Uri Target => new(options.Target ?? Listening());

    /// <summary>The settings that the host under test needs, with the address that this process really listens on.</summary>
    public SandboxSettings HostSettings() => SandboxSettings.For(options, secrets, Address);

    /// <summary>An address to listen on as an address to call.</summary>
    internal static string Reachable(string address) => address
        .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal);

    /// <summary>An absolute address as it is, a path at the target.</summary>
    internal Uri AtTarget(string url) =>
        url.StartsWith('/') ? new Uri(Target, url) : new Uri(url, UriKind.Absolute);

    private string Listening()
    {
        var address = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The server has not started; set Sandbox:Target and Sandbox:Address.");
        return Reachable(address);
    }
}
