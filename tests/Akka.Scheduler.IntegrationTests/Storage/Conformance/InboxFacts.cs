using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>The door that needs no owner.</summary>
public abstract class InboxFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Rows_come_back_whole_in_order_of_arrival_with_rising_positions()
    {
        await InsertAsync(0, "b");
        await InsertAsync(0, "a");
        await Store.Inbox.InsertAsync([new(0, Sample.Full("full")), new(0, Sample.Spec("last"))], Never);

        var rows = await Store.Shards.ReadInboxAsync(0, 10, Never);

        rows.Select(row => row.Spec.Id.Value).ShouldBe(["b", "a", "full", "last"]);
        rows.Select(row => row.Position).ShouldBeInOrder(SortDirection.Ascending);
        rows.Select(row => row.Position).ShouldBeUnique();
        TaskRules.Create(rows[2].Spec).After.ShouldBeTask(TaskRules.Create(Sample.Full("full")).After);
    }

    [Fact]
    public async Task The_oldest_rows_come_first_up_to_the_limit()
    {
        await Store.Inbox.InsertAsync([.. Enumerable.Range(0, 10).Select(number => new InboxInsert(0, Sample.Spec($"t{number}")))], Never);

        (await Store.Shards.ReadInboxAsync(0, 3, Never)).Select(row => row.Spec.Id.Value).ShouldBe(["t0", "t1", "t2"]);
    }

    [Fact]
    public async Task A_second_row_of_an_id_that_still_waits_changes_nothing()
    {
        await InsertAsync(0, "t");
        var before = (await Store.Shards.ReadInboxAsync(0, 10, Never)).ShouldHaveSingleItem();

        await Store.Inbox.InsertAsync([new(0, Sample.Spec("t", Now.AddDays(9))), new(0, Sample.Spec("u")), new(0, Sample.Spec("u"))], Never);

        var rows = await Store.Shards.ReadInboxAsync(0, 10, Never);
        rows.Select(row => row.Spec.Id.Value).ShouldBe(["t", "u"]);
        rows[0].Position.ShouldBe(before.Position);
        rows[0].Spec.DueAt.ShouldBe(Now);
    }

    [Fact]
    public async Task Taking_rows_up_and_creating_their_tasks_is_one_batch()
    {
        var owner = await TakeAsync(0);
        await InsertAsync(0, "t");
        await InsertAsync(0, "stays");
        var row = (await Store.Shards.ReadInboxAsync(0, 1, Never)).ShouldHaveSingleItem();

        await owner.ApplyAsync(owner.Batch(Sample.Create(row.Spec)) with { ConsumedInbox = [new(row.Position, row.Spec.Id)] });

        (await Store.Shards.ReadInboxAsync(0, 10, Never)).Select(each => each.Spec.Id.Value).ShouldBe(["stays"]);
        (await GetAsync("t", 0))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_is_fenced_or_refused_takes_no_row_up()
    {
        var old = await TakeAsync(0);
        await InsertAsync(0, "t");
        var row = (await Store.Shards.ReadInboxAsync(0, 1, Never)).ShouldHaveSingleItem();
        var current = await TakeAsync(0);
        await current.ApplyAsync(Sample.Create(Sample.Spec("t")));

        (await old.SendAsync(old.Batch() with { ConsumedInbox = [new(row.Position, row.Spec.Id)] })).ShouldBeOfType<CommitOutcome.Fenced>();
        (await current.SendAsync(current.Batch(Sample.Create(Sample.Spec("t"))) with { ConsumedInbox = [new(row.Position, row.Spec.Id)] }))
            .ShouldBeOfType<CommitOutcome.Refused>();

        (await Store.Shards.ReadInboxAsync(0, 10, Never)).ShouldHaveSingleItem().Position.ShouldBe(row.Position);
    }

    [Fact]
    public async Task A_row_that_is_another_tasks_by_now_stays()
    {
        var owner = await TakeAsync(0);
        await InsertAsync(0, "t");
        var row = (await Store.Shards.ReadInboxAsync(0, 1, Never)).ShouldHaveSingleItem();

        await owner.ApplyAsync(owner.Batch(Sample.Create(Sample.Spec("lost"))) with { ConsumedInbox = [new(row.Position, new("lost"))] });

        (await Store.Shards.ReadInboxAsync(0, 10, Never)).ShouldHaveSingleItem().Spec.Id.Value.ShouldBe("t");
    }

    [Fact]
    public async Task An_id_that_was_taken_up_may_be_inserted_again_and_gets_a_new_position()
    {
        var owner = await TakeAsync(0);
        await InsertAsync(0, "t");
        var first = (await Store.Shards.ReadInboxAsync(0, 1, Never)).ShouldHaveSingleItem();
        await owner.ApplyAsync(owner.Batch() with { ConsumedInbox = [new(first.Position, first.Spec.Id)] });

        await InsertAsync(0, "t");

        (await Store.Shards.ReadInboxAsync(0, 1, Never)).ShouldHaveSingleItem().Position.ShouldBeGreaterThan(first.Position);
    }

    [Fact]
    public async Task The_shards_that_have_rows_are_named()
    {
        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        await InsertAsync(3, "t");
        await InsertAsync(1, "u");
        await InsertAsync(1, "v");

        (await Store.Inbox.ShardsWithRowsAsync(Never)).Order().ShouldBe([1, 3]);
        (await Store.Shards.ReadInboxAsync(0, 10, Never)).ShouldBeEmpty();
        (await Store.Shards.ReadInboxAsync(1, 10, Never)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_waiting_row_is_shown_as_a_pending_task_of_version_0()
    {
        await Store.Inbox.InsertAsync([new(2, Sample.Full("t"))], Never);

        (await GetAsync("t", 2)).ShouldBeTask(TaskRules.Create(Sample.Full("t")).After with { Version = 0 });
        (await EventsAsync("t", 2)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_hides_a_row_of_its_id()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("t")));

        await InsertAsync(0, "t");

        (await GetAsync("t", 0))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Inserts_from_many_callers_at_once_all_arrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => InsertAsync(0, $"t{number % 25}")));

        (await Store.Shards.ReadInboxAsync(0, 100, Never)).Select(row => row.Spec.Id.Value).ShouldBe(
            Enumerable.Range(0, 25).Select(number => $"t{number}"), ignoreOrder: true);
    }

    private Task InsertAsync(int shard, string id) => Store.Inbox.InsertAsync([new(shard, Sample.Spec(id))], Never);
}
