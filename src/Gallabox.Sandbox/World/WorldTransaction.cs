using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Gallabox.Sandbox.World;

/// <summary>A document that is no part of the outside world itself: a journal, a counter, a delivery under way.</summary>
internal interface IBookkeeping;

/// <summary>Documents by type and key, within one transaction and at one moment of the sandbox's clock.</summary>
internal sealed class WorldTransaction(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
{
    public DateTimeOffset Now => now;

    /// <summary>Whether anything of the outside world has changed; bookkeeping does not count.</summary>
    public bool Touched { get; private set; }

    public bool Written { get; private set; }

    public T? Find<T>(string key) where T : class
    {
        using var command = Command(typeof(T), key);
        command.CommandText = "SELECT json FROM document WHERE collection = $collection AND key = $key";
        return command.ExecuteScalar() is string json ? JsonSerializer.Deserialize<T>(json, SandboxJson.Options) : null;
    }

    /// <summary>All documents of a type, in the order of their keys.</summary>
    public IReadOnlyList<T> All<T>() where T : class
    {
        using var command = Command(typeof(T), key: null);
        command.CommandText = "SELECT json FROM document WHERE collection = $collection ORDER BY key";
        using var reader = command.ExecuteReader();
        var documents = new List<T>();
        while (reader.Read())
            documents.Add(JsonSerializer.Deserialize<T>(reader.GetString(0), SandboxJson.Options)!);
        return documents;
    }

    /// <summary>The document with the earliest <c>due</c>; null when there is none.</summary>
    public T? Earliest<T>() where T : class
    {
        using var command = Command(typeof(T), key: null);
        command.CommandText = """
            SELECT json FROM document WHERE collection = $collection AND json_extract(json, '$.due') IS NOT NULL
            ORDER BY json_extract(json, '$.due'), key LIMIT 1
            """;
        return command.ExecuteScalar() is string json ? JsonSerializer.Deserialize<T>(json, SandboxJson.Options) : null;
    }

    public T Put<T>(string key, T document) where T : class
    {
        using var command = Command(typeof(T), key);
        command.CommandText = "INSERT OR REPLACE INTO document VALUES ($collection, $key, $json)";
        command.Parameters.AddWithValue("$json", JsonSerializer.Serialize(document, SandboxJson.Options));
        command.ExecuteNonQuery();
        Note(typeof(T));
        return document;
    }

    public void Remove<T>(string key) where T : class
    {
        using var command = Command(typeof(T), key);
        command.CommandText = "DELETE FROM document WHERE collection = $collection AND key = $key";
        command.ExecuteNonQuery();
        Note(typeof(T));
    }

    public void RemoveAll<T>() where T : class
    {
        using var command = Command(typeof(T), key: null);
        command.CommandText = "DELETE FROM document WHERE collection = $collection";
        command.ExecuteNonQuery();
        Note(typeof(T));
    }

    /// <summary>The next number of a series that never repeats, also after a restart.</summary>
    public long Next(string series)
    {
        var value = (Find<Series>(series)?.Last ?? 0) + 1;
        Put(series, new Series(value));
        return value;
    }

    /// <summary>The next number of a series as a key that sorts in the order of creation.</summary>
    public string NextKey(string series) => Next(series).ToString("D12", CultureInfo.InvariantCulture);

    private void Note(Type type)
    {
        Written = true;
        Touched |= !typeof(IBookkeeping).IsAssignableFrom(type);
    }

    private SqliteCommand Command(Type type, string? key)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$collection", type.Name);
        if (key is not null)
            command.Parameters.AddWithValue("$key", key);
        return command;
    }

    private sealed record Series(long Last) : IBookkeeping;
}
