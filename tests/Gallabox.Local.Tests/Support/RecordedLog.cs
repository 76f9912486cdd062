using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gallabox.Local.Tests.Support;

/// <summary>What was logged from a warning on, by whomever.</summary>
public sealed class RecordedLines
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Warnings => [.. lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text)];

    public IReadOnlyList<string> Errors => [.. lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];

    public void Add(LogLevel level, string text) => lines.Enqueue((level, text));
}

/// <summary>Writes down what is logged.</summary>
public sealed class RecordedLog<T>(RecordedLines lines) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            lines.Add(logLevel, formatter(state, exception));
    }
}
