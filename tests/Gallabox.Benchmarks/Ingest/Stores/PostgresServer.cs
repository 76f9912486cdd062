using System.Globalization;

namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>PostgreSQL with its default settings, so that a commit is on the disk when it is answered.</summary>
internal sealed class PostgresServer : IForeignServer
{
    public const string Name = "postgres";

    /// <summary>The cluster's owner; also the account that it runs as where this program runs as root, which the server refuses.</summary>
    public const string User = "postgres";

    private readonly string bin;
    private readonly string folder;

    private PostgresServer(string bin, string folder, string port) => (this.bin, this.folder, Port) = (bin, folder, port);

    public string Port { get; }

    /// <summary>Null where it is not installed.</summary>
    public static async Task<IForeignServer?> StartAsync()
    {
        if (Tool.Find("postgres") is not { } program)
            return null;
        program = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program; // its tools lie beside the real one
        var folder = Directory.CreateTempSubdirectory("gallabox-postgres").FullName;
        var server = new PostgresServer(Path.GetDirectoryName(program)!, folder, Tool.FreePort().ToString(CultureInfo.InvariantCulture));
        if (Environment.UserName == "root")
            await Tool.RunAsync("chown", User, folder);
        await server.RunAsync("initdb", "--auth=trust", "--username=" + User);
        await server.RunAsync("pg_ctl", "--wait", "--log=" + Path.Combine(folder, "log"), "--options=-p " + server.Port + " -h 127.0.0.1 -k " + folder, "start");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", "--mode=fast", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private Task RunAsync(string tool, params string[] arguments)
    {
        string[] whole = [Path.Combine(bin, tool), "-D", Path.Combine(folder, "data"), .. arguments];
        return Environment.UserName == "root" ? Tool.RunAsync("runuser", ["-u", User, "--", .. whole]) : Tool.RunAsync(whole[0], whole[1..]);
    }
}
