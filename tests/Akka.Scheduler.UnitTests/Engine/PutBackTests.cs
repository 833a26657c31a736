using Akka.Scheduler.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>The store is put back to an older state under a node that goes on, as by a replica that lagged.</summary>
public sealed class PutBackTests
{
    [Fact]
    public void Every_shard_and_the_singleton_begin_a_new_term_although_none_of_them_had_anything_to_commit()
    {
        var node = EngineCase.Node().Serving();
        var older = node.Store.State;
        node.Store.RollBack(older);

        node.Advance(10);

        foreach (var (shard, before) in older.Shards)
        {
            var now = node.Store.State.Shards[shard];
            (now.Owner, now.Epoch).ShouldBe((node.Host.Node, before.Epoch + 1));
        }

        node.Host.Serving.Serving.ShouldBe(node.Host.Serving.Expected);
    }

    [Fact]
    public void What_the_store_lost_is_gone_and_work_goes_on()
    {
        var node = EngineCase.Node().Serving();
        var older = node.Store.State;
        node.Submit(node.New("lost", TimeSpan.FromMinutes(1)));
        node.Store.RollBack(older);
        node.Advance(10);

        node.Submit(node.New("t"));
        node.Advance(90);

        node.Stored("lost").ShouldBeNull();
        node.Starts("lost").ShouldBeEmpty();
        node.Stored("t")!.State.ShouldBe(TaskState.Succeeded);
    }
}
