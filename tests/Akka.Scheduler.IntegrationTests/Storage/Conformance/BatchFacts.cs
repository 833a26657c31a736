using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>What a batch does to the rows.</summary>
public abstract class BatchFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Every_member_survives_every_move()
    {
        var owner = await TakeAsync(0);
        var repeatable = Sample.Full("t").With(template => template with { Delivery = DeliveryGuarantee.AtLeastOnce });
        var moves = new List<Move> { Sample.Create(repeatable) };
        await ApplyAsync();
        await ApplyAsync(Sample.Change(Last(), new(TaskPriority.Urgent, null, new Dictionary<string, string> { ["k"] = "v" })));
        await ApplyAsync(Sample.Start(Last(), 1));
        await ApplyAsync(Sample.Cancel(Last()));
        await ApplyAsync(new Move(ChangeKind.UpdateState, AttemptRules.Finish(
            Last() with { CancelRequested = false }, Last().Open!.Id, new AttemptOutcome.Failed("bad", new(9, "m", "d")), Now.AddMinutes(4), 0.5)));
        await ApplyAsync(Sample.Start(Last(), 2));
        await ApplyAsync(Sample.Succeed(Last(), new(200, "OK", """{"rows":3}""")));
        await ApplyAsync(Sample.Redrive(Last()));
        await ApplyAsync(Sample.Cancel(Last()));

        (await EventsAsync("t", 0)).Select(step => step.Entry).ShouldBe(moves.Select(move => move.Step.Entry));

        TaskSnapshot Last() => moves[^1].After;
        async Task ApplyAsync(Move? next = null)
        {
            if (next is not null) moves.Add(next);
            await owner.ApplyAsync(moves[^1]);
            (await GetAsync("t", 0)).ShouldBeTask(Last());
            (await Store.Shards.FindAsync(0, [new("t")], Never)).ShouldHaveSingleItem().ShouldBeTask(Last());
        }
    }

    [Fact]
    public async Task A_task_finished_in_the_commit_that_makes_it_is_found_with_its_whole_history()
    {
        var owner = await TakeAsync(0);
        var move = Sample.CreateFinished(Sample.Full("t"));

        await owner.ApplyAsync(move);

        (await GetAsync("t", 0)).ShouldBeTask(move.After);
        (await EventsAsync("t", 0)).Select(step => step.Entry.Type).ShouldBe([TransitionType.Created, TransitionType.Cancelled]);
        (await Store.Schedules.LiveAsync([new("t")], Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_may_be_finished_restored_and_finished_again()
    {
        var owner = await TakeAsync(0);
        var move = Sample.Create(Sample.Spec("t"));
        await owner.ApplyAsync(move);
        for (var round = 0; round < 3; round++)
        {
            await owner.ApplyAsync(move = Sample.Cancel(move.After));
            await owner.ApplyAsync(move = Sample.Redrive(move.After));
            (await WaitingAsync()).ShouldHaveSingleItem().ShouldBeTask(move.After);
        }

        await owner.ApplyAsync(move = Sample.Cancel(move.After));

        (await WaitingAsync()).ShouldBeEmpty();
        (await Store.Shards.FindAsync(0, [new("t")], Never)).ShouldHaveSingleItem().ShouldBeTask(move.After);
        (await EventsAsync("t", 0)).Select(step => step.Entry.Seq).ShouldBe(Enumerable.Range(1, 8));
    }

    [Fact]
    public async Task Several_entries_of_one_task_keep_their_order_within_a_batch()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        var started = Sample.Start(created.After);
        var returned = AttemptRules.Finish(started.After, Sample.Attempt(1), new AttemptOutcome.NotRun("no slot"), Now, 0);

        await owner.ApplyAsync(new Move(ChangeKind.Insert, returned, created.Step.Entry, started.Step.Entry));

        (await GetAsync("t", 0)).ShouldBeTask(returned.After);
        (await EventsAsync("t", 0)).Select(step => step.Entry).ShouldBe([created.Step.Entry, started.Step.Entry, returned.Entry]);
    }

    [Theory]
    [InlineData(ChangeKind.UpdateState)]
    [InlineData(ChangeKind.UpdateAll)]
    [InlineData(ChangeKind.Archive)]
    [InlineData(ChangeKind.Restore)]
    public async Task A_change_of_a_task_that_is_not_there_refuses_the_whole_batch(ChangeKind kind)
    {
        var owner = await TakeAsync(0);
        var after = kind is ChangeKind.Archive ? Sample.CreateFinished(Sample.Spec("missing")) : Sample.Create(Sample.Spec("missing"));

        var outcome = await owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec("t")), after with { Kind = kind }));

        await RefusedForGoodAsync(owner, outcome);
    }

    [Fact]
    public async Task A_second_task_of_the_same_id_refuses_the_whole_batch()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("there", Now.AddHours(1))));

        var outcome = await owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec("t")), Sample.Create(Sample.Spec("there"))));

        await RefusedForGoodAsync(owner, outcome);
        (await GetAsync("there", 0))!.NextStartAt.ShouldBe(Now.AddHours(1));
    }

    [Fact]
    public async Task A_refused_batch_does_not_fail_its_neighbours()
    {
        var owners = new[] { await TakeAsync(0), await TakeAsync(1), await TakeAsync(2) };
        await owners[0].ApplyAsync(Sample.Create(Sample.Spec("there")));

        var outcomes = await Task.WhenAll(
            owners[0].SendAsync(owners[0].Batch(Sample.Create(Sample.Spec("there")))),
            owners[1].SendAsync(owners[1].Batch(Sample.Create(Sample.Spec("one")))),
            owners[2].SendAsync(owners[2].Batch(Sample.Create(Sample.Spec("two")))));

        outcomes[0].ShouldBeOfType<CommitOutcome.Refused>();
        outcomes.Skip(1).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
    }

    private async Task RefusedForGoodAsync(ShardWriter owner, CommitOutcome outcome)
    {
        outcome.ShouldBeOfType<CommitOutcome.Refused>().Transient.ShouldBeFalse();
        (await GetAsync("t", 0)).ShouldBeNull();
        (await EventsAsync("t", 0)).ShouldBeEmpty();
        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("next")));
    }

    private Task<IReadOnlyList<TaskSnapshot>> WaitingAsync() =>
        Store.Shards.LoadWaitingAsync(0, Sample.Lane(), WaitingPosition.Start, Now.AddDays(1), 10, Never);
}
