using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>What the fence lets through, and what it stops.</summary>
public abstract class FencingFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly Guid TakeOver = new("dddddddd-0000-7000-8000-000000000001");

    [Fact]
    public async Task A_batch_is_applied_once_however_often_it_is_sent()
    {
        var owner = await TakeAsync(0);
        var batch = owner.Batch(Sample.Create(Sample.Spec("t")));

        for (var sending = 0; sending < 3; sending++) (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);

        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq + 1);
        (await EventsAsync("t", 0)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_batch_sent_twice_at_once_is_applied_once()
    {
        var owner = await TakeAsync(0);
        var batch = owner.Batch(Sample.Create(Sample.Spec("t")));

        var outcomes = await Task.WhenAll(owner.SendAsync(batch), owner.SendAsync(batch), owner.SendAsync(batch));

        outcomes.ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq + 1);
        (await EventsAsync("t", 0)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_of_an_older_epoch_is_fenced_and_changes_nothing()
    {
        var old = await TakeAsync(0);
        var current = await TakeAsync(0);

        (await old.SendAsync(old.Batch(Sample.Create(Sample.Spec("t"))))).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(current);
    }

    [Fact]
    public async Task An_older_epoch_is_fenced_even_at_the_right_sequence()
    {
        var old = await TakeAsync(0);
        var current = await TakeAsync(0);
        var batch = old.Batch(Sample.Create(Sample.Spec("t"))) with { ExpectedSeq = current.Seq, PreviousBatch = current.LastBatch };

        (await old.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(current);
    }

    [Fact]
    public async Task Another_incarnation_is_fenced_even_in_the_right_epoch()
    {
        var owner = await TakeAsync(0);
        var impostor = owner.Term with { Owner = owner.Term.Owner with { Incarnation = new("cccccccc-0000-7000-8000-000000000001") } };
        var batch = owner.Batch(Sample.Create(Sample.Spec("t"))) with { Term = impostor };

        (await owner.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(owner);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_batch_that_expects_another_sequence_is_fenced(int off)
    {
        var owner = await TakeAsync(0);
        var batch = owner.Batch(Sample.Create(Sample.Spec("t"))) with { ExpectedSeq = owner.Seq + off };

        (await owner.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(owner);
    }

    [Fact]
    public async Task A_late_duplicate_is_fenced_once_the_log_has_moved_on()
    {
        var owner = await TakeAsync(0);
        var late = owner.Batch(Sample.Create(Sample.Spec("t")));
        await owner.ApplyAsync(late);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("u")));

        (await owner.SendAsync(late)).ShouldBeOfType<CommitOutcome.Fenced>();

        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq);
    }

    [Fact]
    public async Task Another_batch_at_a_sequence_that_is_taken_is_fenced()
    {
        var owner = await TakeAsync(0);
        var first = owner.Batch(Sample.Create(Sample.Spec("t")));
        var second = owner.Batch(Sample.Create(Sample.Spec("u")));

        (await owner.SendAsync(first)).ShouldBe(CommitOutcome.Applied.Instance);
        (await owner.SendAsync(second)).ShouldBeOfType<CommitOutcome.Fenced>();

        (await GetAsync("u", 0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_whose_predecessor_is_not_the_last_batch_is_fenced_and_changes_nothing()
    {
        var owner = await TakeAsync(0);
        var takeOver = owner.LastBatch;
        await owner.ApplyAsync(Sample.Create(Sample.Spec("before")));
        var batch = owner.Batch(Sample.Create(Sample.Spec("t")));

        foreach (var other in new[] { takeOver, Guid.Empty, batch.BatchId })
            (await owner.SendAsync(batch with { PreviousBatch = other })).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(owner);
        await owner.ApplyAsync(batch);
    }

    [Fact]
    public async Task The_first_batch_of_a_term_must_name_the_take_over()
    {
        var former = await TakeAsync(0);
        await former.ApplyAsync(Sample.Create(Sample.Spec("before")));
        var taken = (await Store.Ownership.AcquireAsync([0], NodeA, forced: false, "fact", TakeOver, Never)).ShouldHaveSingleItem();
        var owner = new ShardWriter(Store, taken);
        var first = owner.Batch(Sample.Create(Sample.Spec("t")));

        taken.BatchId.ShouldBe(TakeOver);
        foreach (var other in new[] { former.LastBatch, Guid.Empty })
            (await owner.SendAsync(first with { PreviousBatch = other })).ShouldBeOfType<CommitOutcome.Fenced>();

        await NothingChangedAsync(owner);
        await owner.ApplyAsync(first with { PreviousBatch = TakeOver });
    }

    [Fact]
    public async Task A_batch_that_is_there_already_is_known_by_its_id_and_the_next_one_follows_it()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("t")));
        var second = owner.Batch(Sample.Create(Sample.Spec("u")));
        await owner.ApplyAsync(second);

        (await owner.SendAsync(second)).ShouldBe(CommitOutcome.Applied.Instance);

        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("v")));
    }

    [Fact]
    public async Task A_resend_after_a_takeover_is_fenced()
    {
        var old = await TakeAsync(0);
        var batch = old.Batch(Sample.Create(Sample.Spec("t")));
        await old.ApplyAsync(batch);
        await TakeAsync(0);

        (await old.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Fenced>();

        (await EventsAsync("t", 0)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_owner_that_released_is_fenced()
    {
        var owner = await TakeAsync(0);
        await Store.Ownership.ReleaseAsync(owner.Term, owner.LastBatch, Never);

        (await owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec("t"))))).ShouldBeOfType<CommitOutcome.Fenced>();

        (await GetAsync("t", 0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_shard_that_does_not_exist_is_fenced()
    {
        var owner = await TakeAsync(0);
        var batch = owner.Batch(Sample.Create(Sample.Spec("t"))) with { Term = new ShardTerm(99, 1, NodeA) };

        (await owner.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Fenced>();
    }

    [Fact]
    public async Task An_empty_batch_moves_the_log_on()
    {
        var owner = await TakeAsync(0);

        await owner.ApplyAsync(owner.Batch());

        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq);
    }

    [Fact]
    public async Task One_fenced_shard_does_not_fail_its_neighbours()
    {
        var stale = await TakeAsync(0);
        await TakeAsync(0);
        var others = new[] { await TakeAsync(1), await TakeAsync(2), await TakeAsync(3) };

        var fenced = stale.SendAsync(stale.Batch(Sample.Create(Sample.Spec("stale"))));
        var applied = others.Select(owner => owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec($"t{owner.Term.Shard}"))))).ToList();

        (await fenced).ShouldBeOfType<CommitOutcome.Fenced>();
        (await Task.WhenAll(applied)).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
        foreach (var owner in others) (await GetAsync($"t{owner.Term.Shard}", owner.Term.Shard)).ShouldNotBeNull();
        (await GetAsync("stale", 0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_whose_caller_gave_up_waiting_can_be_sent_again()
    {
        var owner = await TakeAsync(0);
        var batch = owner.Batch(Sample.Create(Sample.Spec("t")));

        await Store.Shards.CommitAsync(batch, new CancellationToken(canceled: true));
        await owner.ApplyAsync(batch);

        (await EventsAsync("t", 0)).Count.ShouldBe(1);
    }

    private async Task NothingChangedAsync(ShardWriter owner)
    {
        (await GetAsync("t", 0)).ShouldBeNull();
        (await EventsAsync("t", 0)).ShouldBeEmpty();
        (await ShardAsync(0)).LogSeq.ShouldBe(owner.Seq);
    }
}
