using Gallabox.Core.Webhooks;
using StackExchange.Redis;

namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>One script an event, pipelined over one connection: a key a message for 30 days, a hash of hours and a sorted set of customers a number.</summary>
internal sealed class RedisStore(ConnectionMultiplexer connection) : ForeignStore
{
    private const string Script = """
        if redis.call('SET', KEYS[1], '', 'NX', 'EX', 2592000) then
          if ARGV[1] == '1' then
            redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
          else
            redis.call('ZADD', KEYS[3], 'GT', ARGV[3], ARGV[4])
            redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[3] - 86400)
          end
        end
        """;

    private readonly IDatabase database = connection.GetDatabase();
    private byte[] script = [];

    public static async Task<ForeignStore> ConnectAsync(string port)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync("127.0.0.1:" + port + ",allowAdmin=true");
        return new RedisStore(connection) { script = await connection.GetServers()[0].ScriptLoadAsync(Script) };
    }

    public override async Task<int> CountAsync()
    {
        var sent = 0;
        for (var number = 0; number < SampleWebhooks.Numbers; number++)
            sent += (await database.HashGetAllAsync("h" + SampleWebhooks.PhoneId(number))).Sum(hour => (int)hour.Value);
        return sent;
    }

    public override async ValueTask DisposeAsync() => await connection.DisposeAsync();

    protected override Task ApplyAsync(long number, MessageEvent item) => database.ScriptEvaluateAsync(
        script,
        [$"m{number}:{item.Message:x}:{(int)item.Kind}", "h" + number, "c" + number],
        [(int)item.Kind, item.At / 3600, item.At, (long)item.Phone]);
}
