using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>A fresh store with four shards for every fact, and one node that has joined it.</summary>
public abstract class StoreFacts<TFixture> : IAsyncLifetime
    where TFixture : IStoreFixture, new()
{
    protected static readonly ClusterShape Shape = new("facts", 4);
    protected static readonly NodeIncarnation NodeA = new("node-a", new Guid("aaaaaaaa-0000-7000-8000-000000000001"));
    protected static readonly NodeIncarnation NodeB = new("node-b", new Guid("bbbbbbbb-0000-7000-8000-000000000001"));
    protected static readonly CancellationToken Never = CancellationToken.None;

    private OpenedStore? _opened;

    /// <summary>When everything happens: a whole number of microseconds that is not one of milliseconds.</summary>
    protected static DateTimeOffset Now => Sample.Now;

    protected StorePorts Store => _opened!.Ports;

    public async Task InitializeAsync()
    {
        _opened = await new TFixture().OpenAsync();
        await Store.Retention.PrepareAsync(Now, Never);
        await JoinAsync(NodeA);
    }

    public async Task DisposeAsync()
    {
        if (_opened is { } opened) await opened.DisposeAsync();
    }

    protected async Task JoinAsync(NodeIncarnation node) =>
        (await Store.Membership.JoinUpAsync(node, Shape)).ShouldBeOfType<JoinOutcome.Joined>();

    /// <summary>Takes a shard, by force if it must be.</summary>
    protected async Task<ShardWriter> TakeAsync(int shard, NodeIncarnation? owner = null)
    {
        var taken = await Store.Ownership.AcquireAsync([shard], owner ?? NodeA, forced: true, "fact", Never);
        return new(Store, taken.ShouldHaveSingleItem());
    }

    protected async Task<ShardRow> ShardAsync(int shard) => (await Store.Ownership.ReadAsync(Never)).Single(row => row.Shard == shard);

    protected Task<TaskSnapshot?> GetAsync(string id, int shard) => Store.Tasks.GetAsync(new(id), shard, Never);

    protected Task<IReadOnlyList<RecordedStep>> EventsAsync(string id, int shard) => Store.Tasks.EventsAsync(new TaskId(id), shard, Never);
}
