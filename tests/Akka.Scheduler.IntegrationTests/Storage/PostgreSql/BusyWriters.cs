using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Shouldly;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Both writers of node B, each busy with a commit that waits for a row, so that whatever is sent meanwhile waits together.</summary>
internal sealed class BusyWriters : IAsyncDisposable
{
    private readonly List<ShardBatch> _sent = [];
    private readonly List<ShardWriter> _owners = [];
    private readonly List<Task<CommitOutcome>> _stalled = [];
    private readonly List<Blocker> _blockers = [];

    private BusyWriters()
    {
    }

    public static async Task<BusyWriters> StartAsync(Rig rig)
    {
        var busy = new BusyWriters();
        // All that can be done before is: a commit waits two seconds for a lock, and what follows must happen in that time.
        foreach (var shard in new[] { 0, 1 })
        {
            busy._owners.Add(await Rig.TakeAsync(rig.B, Rig.NodeB, shard));
            busy._blockers.Add(await rig.BlockAsync($"blocked{shard}"));
        }

        foreach (var owner in busy._owners)
        {
            busy._sent.Add(owner.Batch(Sample.Create(Sample.Spec($"blocked{owner.Term.Shard}"))));
            busy._stalled.Add(owner.SendAsync(busy._sent[^1]));
        }

        foreach (var blocker in busy._blockers) await rig.WaiterOfAsync(blocker.Pid);
        return busy;
    }

    /// <summary>Sends the next batches of the busy shards, with the tasks t0 and t1.</summary>
    public List<Task<CommitOutcome>> SendAll() =>
        [.. _owners.Zip(_sent, (owner, sent) => owner.SendAsync(owner.BatchAfter(sent, Sample.Create(Sample.Spec($"t{owner.Term.Shard}")))))];

    /// <summary>Lets the commits go that wait.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var blocker in _blockers) await blocker.DisposeAsync();
        _blockers.Clear();
        (await Task.WhenAll(_stalled)).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var blocker in _blockers) await blocker.DisposeAsync();
    }
}
