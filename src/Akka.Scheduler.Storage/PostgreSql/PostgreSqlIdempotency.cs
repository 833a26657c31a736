using Akka.Scheduler.Engine.Storage;
using Npgsql;
using static Akka.Scheduler.Storage.PostgreSql.Parameters;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Idempotency keys: the primary key decides who was first.</summary>
internal sealed class PostgreSqlIdempotency(StoreCalls calls) : IIdempotencyStore
{
    public Task<KeyClaim> ClaimAsync(string key, ReadOnlyMemory<byte> bodyHash, DateTimeOffset now, CancellationToken cancel) =>
        calls.GuardAsync(async connection =>
        {
            while (true)
            {
                await using var claim = new NpgsqlCommand(calls.Sql["claim_key"], connection);
                claim.Parameters.AddRange(new[] { Text(key), Bytes(bodyHash), Instant(now) });
                if (await claim.ExecuteNonQueryAsync(cancel) == 1) return KeyClaim.New;
                await using var read = new NpgsqlCommand(calls.Sql["read_key"], connection);
                read.Parameters.Add(Text(key));
                if (await read.ExecuteScalarAsync(cancel) is byte[] there)
                    return there.AsSpan().SequenceEqual(bodyHash.Span) ? KeyClaim.Repeated : KeyClaim.Conflict;
                // Retention removed it in between: the key is free again.
            }
        }, cancel);
}
