using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>Who has which unique key.</summary>
internal sealed class SqliteUniqueKeys(SqliteCalls calls) : IUniqueKeyStore
{
    public async Task<IReadOnlyList<KeyHolder>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancel) =>
        await calls.ReadAsync(
            session =>
            {
                var found = new List<KeyHolder>();
                foreach (var key in keys.Distinct(StringComparer.Ordinal)) session["find_unique"].Set(1, key).Read(Holder, found);
                return found;
            },
            cancel);

    /// <summary>Gives the keys of a batch back and claims others.</summary>
    /// <returns>The claims that cannot be had, in which case the whole batch must be undone.</returns>
    public static IReadOnlyList<TakenKey> Move(Session session, ShardBatch batch)
    {
        foreach (var release in batch.Releases)
        {
            if (release.Until is { } until) session["keep_unique"].Set(1, release.Key).Set(2, release.Task.Value).Set(3, Microseconds.Of(until)).Run();
            else session["free_unique"].Set(1, release.Key).Set(2, release.Task.Value).Run();
        }

        List<TakenKey>? taken = null;
        foreach (var claim in batch.Claims)
        {
            if (session["claim_unique"].Set(1, claim.Key).Set(2, claim.Task.Value).Set(3, Microseconds.Of(claim.At)).Run() == 1) continue;
            (taken ??= []).Add(new(claim.Key, claim.Task, session["find_unique"].Set(1, claim.Key).First(Holder)!.Task));
        }

        return taken ?? (IReadOnlyList<TakenKey>)[];
    }

    private static KeyHolder Holder(Statement row) => new(row.Text(0), new TaskId(row.Text(1)), row.MaybeInstant(2));
}
