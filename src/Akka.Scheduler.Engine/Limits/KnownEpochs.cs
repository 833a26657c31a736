using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>The terms of all shards that this owner knows of. Read from the store after its own term had begun, and raised by what it hears.</summary>
/// <remarks>
/// <para>Of two shards one took its term first, and the other, which reads afterwards, sees it. So a keeper never takes the word of a shard's former
/// owner for that of an owner that may still hold permits of the keeper's own former term; and no shard begins anything on a permit
/// of a keeper whose successor has begun to grant.</para>
/// <para>Read when it is first needed: a shard that never meets a limit reads nothing.</para>
/// </remarks>
internal sealed class KnownEpochs(ShardCore core)
{
    private long[]? _epochs;
    private bool _reading;

    public bool AreRead => _epochs is not null;

    public long this[int shard] => _epochs![shard];

    public void Read()
    {
        if (_reading || AreRead) return;
        _reading = true;
        core.Reader.Read(new ShardRead.Epochs());
    }

    public void Take(IReadOnlyList<ShardRow> rows)
    {
        var epochs = new long[core.Services.Shards.Shards];
        foreach (var row in rows)
        {
            if (row.Shard >= 0 && row.Shard < epochs.Length) epochs[row.Shard] = row.Epoch;
        }

        _epochs = epochs;
    }

    public void Raise(int shard, long epoch) => _epochs![shard] = Math.Max(_epochs[shard], epoch);
}
