using Akka.Scheduler.Cluster.Sharding;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>The published shard map: one version after the other, by the one coordinator.</summary>
public abstract class ShardMapFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly ShardMap First = new(1, ["node-a", "node-b", "node, \"c\"", "node-a"]);

    [Fact]
    public async Task Before_the_first_map_there_is_version_0_and_no_node() => Same(await Store.Ownership.ReadMapAsync(Never), ShardMap.None);

    [Fact]
    public async Task A_map_is_read_as_it_was_published()
    {
        var singleton = await TakeAsync(ShardTerm.Singleton);

        (await Store.Ownership.PublishMapAsync(singleton.Term, First, Never)).ShouldBeTrue();

        Same(await Store.Ownership.ReadMapAsync(Never), First);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Only_the_next_version_is_published(long version)
    {
        var singleton = await TakeAsync(ShardTerm.Singleton);
        await Store.Ownership.PublishMapAsync(singleton.Term, First, Never);

        (await Store.Ownership.PublishMapAsync(singleton.Term, new(version, ["node-b"]), Never)).ShouldBeFalse();

        Same(await Store.Ownership.ReadMapAsync(Never), First);
    }

    [Fact]
    public async Task A_former_term_of_the_singleton_publishes_nothing()
    {
        var former = await TakeAsync(ShardTerm.Singleton);
        var current = await TakeAsync(ShardTerm.Singleton);

        (await Store.Ownership.PublishMapAsync(former.Term, First, Never)).ShouldBeFalse();
        (await Store.Ownership.PublishMapAsync(current.Term with { Owner = NodeB }, First, Never)).ShouldBeFalse();
        (await Store.Ownership.PublishMapAsync(current.Term, First, Never)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_owner_of_an_ordinary_shard_publishes_nothing()
    {
        var owner = await TakeAsync(0);

        (await Store.Ownership.PublishMapAsync(owner.Term, First, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_publishes_while_the_singleton_is_free()
    {
        var singleton = await TakeAsync(ShardTerm.Singleton);
        await Store.Ownership.ReleaseAsync(singleton.Term, singleton.LastBatch, Never);

        (await Store.Ownership.PublishMapAsync(singleton.Term, First, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_publications_of_one_version_one_goes_through()
    {
        var singleton = await TakeAsync(ShardTerm.Singleton);

        var published = await Task.WhenAll(
            Store.Ownership.PublishMapAsync(singleton.Term, First, Never),
            Store.Ownership.PublishMapAsync(singleton.Term, First, Never));

        published.Count(done => done).ShouldBe(1);
    }

    private static void Same(ShardMap actual, ShardMap expected)
    {
        actual.Version.ShouldBe(expected.Version);
        actual.Nodes.ShouldBe(expected.Nodes);
    }
}
