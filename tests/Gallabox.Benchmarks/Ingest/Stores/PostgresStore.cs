using Gallabox.Core.Webhooks;
using Npgsql;

namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>One statement and one commit an event, prepared, over 32 connections: unique messages, then the hour or the customer if the message was new.</summary>
internal sealed class PostgresStore(NpgsqlDataSource source) : ForeignStore
{
    private const string Tables = """
        create table messages (number bigint, message bigint, kind smallint, primary key (number, message, kind));
        create table hours (number bigint, hour int, sent int, primary key (number, hour)) with (fillfactor = 50);
        create table customers (number bigint, customer bigint, at bigint, primary key (number, customer));
        """;

    private const string Statement = """
        with fresh as (insert into messages values ($1, $2, $3) on conflict do nothing returning 1),
          hour as (insert into hours select $1, $4, 1 from fresh where $3 = 1 on conflict (number, hour) do update set sent = hours.sent + 1)
        insert into customers select $1, $5, $6 from fresh where $3 <> 1
          on conflict (number, customer) do update set at = greatest(customers.at, excluded.at)
        """;

    public static async Task<ForeignStore> ConnectAsync(string port)
    {
        var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port};Username={PostgresServer.User};Database=postgres;Maximum Pool Size=32;Max Auto Prepare=4;Auto Prepare Min Usages=1;Timeout=60");
        await using var tables = source.CreateCommand(Tables);
        await tables.ExecuteNonQueryAsync();
        return new PostgresStore(source);
    }

    public override async Task<int> CountAsync()
    {
        await using var count = source.CreateCommand("select coalesce(sum(sent), 0)::int from hours");
        return (int)(await count.ExecuteScalarAsync())!;
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    protected override async Task ApplyAsync(long number, MessageEvent item)
    {
        await using var command = source.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)item.Message });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)item.Kind });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)(item.At / 3600) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)item.Phone });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.At });
        await command.ExecuteNonQueryAsync();
    }
}
