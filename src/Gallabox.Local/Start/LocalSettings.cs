using System.Net;
using System.Net.Sockets;
using Gallabox.Local.Secrets;
using Microsoft.Extensions.Configuration.Memory;

namespace Gallabox.Local.Start;

/// <summary>What the local host decides for itself, so that one command is enough. Every setting of the environment or the command line wins.</summary>
/// <param name="Data">The data folder, absolute.</param>
/// <param name="Sandbox">Whether the outside world is simulated.</param>
internal sealed record LocalSettings(string Data, bool Sandbox)
{
    private const string DefaultUrl = "http://localhost:7071";

    public static LocalSettings Prepare(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var data = Path.GetFullPath(configuration["Gallabox:Data"] ?? ".gallabox");
        Directory.CreateDirectory(data);
        var url = Listen(configuration["urls"] ?? DefaultUrl);
        builder.WebHost.UseUrls(url);
        configuration["urls"] = url;
        var keys = HostSecrets.LoadOrCreate(data);
        AddDefaults(builder, new Dictionary<string, string?>
        {
            ["Gallabox:Data"] = data,
            ["Gallabox:LinkKey"] = keys.LinkKey,
            ["Gallabox:OperatorKey"] = keys.OperatorKey,
            ["Gallabox:PublicUrl"] = url,
            ["Dialog360:NumberWebhookKey"] = keys.NumberWebhookKey,
            ["SendGrid:From"] = "numbers@gallabox.example",
        });
        return new LocalSettings(data, configuration.GetValue("Sandbox:Enabled", true));
    }

    /// <summary>Adds settings that every other source overrides.</summary>
    public static void AddDefaults(WebApplicationBuilder builder, IEnumerable<KeyValuePair<string, string?>> defaults) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });

    /// <summary>The one address to listen on; port 0 is replaced by a free one, as links and the sandbox name it before the start.</summary>
    private static string Listen(string urls)
    {
        var url = urls.Split(';', StringSplitOptions.RemoveEmptyEntries)[0].TrimEnd('/');
        if (!url.EndsWith(":0", StringComparison.Ordinal))
            return url;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return $"{url[..^1]}{((IPEndPoint)probe.LocalEndpoint).Port}";
    }
}
