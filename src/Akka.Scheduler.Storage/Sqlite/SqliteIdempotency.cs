using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

internal sealed class SqliteIdempotency(SqliteCalls calls) : IIdempotencyStore
{
    public Task<KeyClaim> ClaimAsync(string key, ReadOnlyMemory<byte> bodyHash, DateTimeOffset now, CancellationToken cancel) =>
        calls.WriteAsync(1, session => Claim(session, key, bodyHash, now), cancel);

    private static KeyClaim Claim(Session session, string key, ReadOnlyMemory<byte> bodyHash, DateTimeOffset now)
    {
        if (session["claim_key"].Set(1, key).Set(2, bodyHash.Span).Set(3, Microseconds.Of(now)).Run() == 1) return KeyClaim.New;
        return session["read_key"].Set(1, key).First(row => row.Bytes(0).SequenceEqual(bodyHash.Span)) ? KeyClaim.Repeated : KeyClaim.Conflict;
    }
}
