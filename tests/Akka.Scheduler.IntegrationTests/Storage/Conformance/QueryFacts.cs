using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Single tasks, their history, and counts.</summary>
public abstract class QueryFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task A_task_that_was_never_made_is_absent()
    {
        (await GetAsync("missing", 0)).ShouldBeNull();
        (await GetAsync("missing", 77)).ShouldBeNull();
        (await EventsAsync("missing", 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task History_names_the_commit_that_recorded_each_step()
    {
        var first = await TakeAsync(2);
        var created = Sample.Create(Sample.Spec("t"));
        await first.ApplyAsync(created, Sample.Create(Sample.Spec("u")));
        await JoinAsync(NodeB);
        var second = await TakeAsync(2, NodeB);
        var started = Sample.Start(created.After);
        await second.ApplyAsync(started);
        var succeeded = Sample.Succeed(started.After);
        await second.ApplyAsync(succeeded);

        (await EventsAsync("t", 2)).ShouldBe([
            new(created.Step.Entry, 2, first.Seq, first.Term.Epoch, "node-a"),
            new(started.Step.Entry, 2, second.Seq - 1, second.Term.Epoch, "node-b"),
            new(succeeded.Step.Entry, 2, second.Seq, second.Term.Epoch, "node-b"),
        ]);
    }

    [Fact]
    public async Task Entries_with_every_member_and_with_none_survive()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        var bare = new HistoryEntry(new("t"), 1, TransitionType.Created, null, TaskState.Pending, 0, null, Now, null);
        var full = new HistoryEntry(
            new("t"), 2, TransitionType.ResultRefused, TaskState.Pending, TaskState.Pending, 3, Sample.Attempt(3), Now.AddMicroseconds(1), "why");

        await owner.ApplyAsync(owner.Batch(created) with { History = [bare, full] });

        (await EventsAsync("t", 0)).Select(step => step.Entry).ShouldBe([bare, full]);
    }

    [Fact]
    public async Task Remarks_carry_the_number_of_the_step_that_they_follow_and_are_all_kept()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        await owner.ApplyAsync(created);
        var remarks = new[] { 7, 8, 7 }.Select(attempt => AttemptRules.Finish(
            created.After, Sample.Attempt(attempt), new AttemptOutcome.Succeeded(null), Now, 0).Entry).ToList();

        await owner.ApplyAsync(owner.Batch() with { History = remarks });
        await owner.ApplyAsync(owner.Batch() with { History = remarks });

        (await EventsAsync("t", 0)).Select(step => step.Entry).ShouldBe([created.Step.Entry, .. remarks, .. remarks]);
    }

    [Fact]
    public async Task Counts_are_by_status_and_queue_and_part_waiting_ones_at_the_instant()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(
            Queued("a1", "a", Now), Queued("a2", "a", Now.AddSeconds(1)), Queued("a3", "a", Now.AddSeconds(2)), Queued("b1", "b", Now),
            Sample.CreateFinished(Sample.Spec("f1")), Sample.CreateFinished(Sample.Spec("f2")));
        await (await TakeAsync(1)).ApplyAsync(Queued("a4", "a", Now.AddMicroseconds(-1)));

        await CountsAsync(Now, new("queued", "a", 2), new("pending", "a", 2), new("queued", "b", 1), new("cancelled", "default", 2));
        await CountsAsync(Now.AddSeconds(2), new("queued", "a", 4), new("queued", "b", 1), new("cancelled", "default", 2));
        await CountsAsync(Now.AddDays(-1), new("pending", "a", 4), new("pending", "b", 1), new("cancelled", "default", 2));
    }

    [Fact]
    public async Task Counts_follow_every_move()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        await owner.ApplyAsync(created);
        await CountsAsync(Now, new TaskCount("queued", "default", 1));
        var started = Sample.Start(created.After);
        await owner.ApplyAsync(started);
        await CountsAsync(Now, new TaskCount("running", "default", 1));
        var retrying = Sample.Fail(started.After);
        await owner.ApplyAsync(retrying);
        await CountsAsync(Now.AddDays(1), new TaskCount("retrying", "default", 1));
        var cancelled = Sample.Cancel(retrying.After);
        await owner.ApplyAsync(cancelled);
        await CountsAsync(Now, new TaskCount("cancelled", "default", 1));
        var redriven = Sample.Redrive(cancelled.After);
        await owner.ApplyAsync(redriven);
        await CountsAsync(Now, new TaskCount("pending", "default", 1));
        await owner.ApplyAsync(Sample.Change(redriven.After, new(TaskPriority.Low, Now.AddDays(1), null)));
        await CountsAsync(Now.AddHours(1), new TaskCount("pending", "default", 1));
    }

    [Fact]
    public async Task Rows_that_wait_in_an_inbox_are_counted_unless_a_task_of_their_id_hides_them()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("made")), Sample.CreateFinished(Sample.Spec("done")));
        await Store.Inbox.InsertAsync(
            [new(0, Sample.Spec("made")), new(0, Sample.Spec("done")), new(1, Sample.Spec("waits")), new(1, Sample.Spec("later", Now.AddHours(1)))], Never);

        await CountsAsync(Now, new("queued", "default", 2), new("pending", "default", 1), new("cancelled", "default", 1));
    }

    [Fact]
    public async Task Tasks_are_counted_by_shard()
    {
        var (one, two) = (await TakeAsync(0), await TakeAsync(1));
        var started = Sample.Create(Sample.Spec("runs"));
        await one.ApplyAsync(Sample.Create(Sample.Spec("due")), Sample.Create(Sample.Spec("later", Now.AddHours(1))), started, Sample.CreateFinished(Sample.Spec("done")));
        await one.ApplyAsync(Sample.Start(started.After));
        await two.ApplyAsync(Sample.Create(Sample.Spec("elsewhere", Now.AddHours(1))));

        (await Store.Tasks.CountByShardAsync(Now, Never)).ShouldBe([new(0, 3, 1, 1), new(1, 1, 0, 0)]);
        (await Store.Tasks.CountByShardAsync(Now.AddHours(2), Never)).ShouldBe([new(0, 3, 2, 1), new(1, 1, 1, 0)]);
    }

    private static Move Queued(string id, string queue, DateTimeOffset due) =>
        Sample.Create(Sample.Spec(id, due).With(template => template with { Queue = queue }));

    private async Task CountsAsync(DateTimeOffset now, params TaskCount[] expected) =>
        (await Store.Tasks.CountAsync(now, Never)).Where(count => count.Count != 0).ShouldBe(expected, ignoreOrder: true);
}
