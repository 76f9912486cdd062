using System.Diagnostics;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>This program again, as a child in another part.</summary>
internal sealed class BenchmarkProcess : IDisposable
{
    private const string Mark = "bench: ";

    private readonly Process process;

    private BenchmarkProcess(Process process) => this.process = process;

    public static BenchmarkProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Started by "dotnet" or by its own name: the child is started alike.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(BenchmarkProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // One thread that waits for all sockets and works on each where it stands: the load takes as little of the processor as it can.
        if (arguments[0] == IngestLoad.Name)
            (start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"], start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"]) = ("1", "1");
        return new BenchmarkProcess(Process.Start(start)!);
    }

    /// <summary>What the child tells; other lines, such as a host's greeting, are passed over.</summary>
    public async Task<string> LineAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return line[Mark.Length..];
        throw new InvalidOperationException("The child process ended too early.");
    }

    /// <summary>Called in the child.</summary>
    public static Task TellAsync(string line) => Console.Out.WriteLineAsync(Mark + line);

    /// <summary>Asks the child, which answers with a line.</summary>
    public async Task<string> AskAsync(string question)
    {
        await process.StandardInput.WriteLineAsync(question);
        await process.StandardInput.FlushAsync();
        return await LineAsync();
    }

    /// <summary>Closes its input and waits for its end.</summary>
    /// <returns>What it told last.</returns>
    public async Task<string> EndAsync()
    {
        process.StandardInput.Close();
        var told = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            told = line.StartsWith(Mark, StringComparison.Ordinal) ? line[Mark.Length..] : told;
        await process.WaitForExitAsync();
        return told;
    }

    /// <summary>Processor time so far, in microseconds; resident memory in MB.</summary>
    public (double Microseconds, double Megabytes) Usage()
    {
        process.Refresh();
        return (process.TotalProcessorTime.TotalMicroseconds, process.WorkingSet64 / 1048576.0);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
