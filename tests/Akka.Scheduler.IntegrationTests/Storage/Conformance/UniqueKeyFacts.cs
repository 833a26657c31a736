using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Unique keys: taken in the batch that makes the task, and given back in the one that ends it.</summary>
public abstract class UniqueKeyFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task A_key_is_taken_with_the_task_and_told_with_its_holder()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Claiming(owner, ("t", "k"), ("u", "l")));

        (await Store.Keys.FindAsync(["k", "free", "l", "k"], Never)).ShouldBe(
            [new("k", new("t"), null), new("l", new("u"), null)], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_a_batch_with_a_key_that_cannot_be_had_nothing_is_applied_and_every_such_key_is_named()
    {
        var (one, other) = (await TakeAsync(0), await TakeAsync(1));
        await one.ApplyAsync(Claiming(one, ("t", "k"), ("u", "l")));
        var batch = Claiming(other, ("v", "k"), ("w", "free"), ("x", "l")) with { Releases = [new("k", new("v"), null)] };

        var taken = (await other.SendAsync(batch)).ShouldBeOfType<CommitOutcome.KeysTaken>();

        taken.Keys.ShouldBe([new("k", new("v"), new("t")), new("l", new("x"), new("u"))], ignoreOrder: true);
        (await GetAsync("w", 1)).ShouldBeNull();
        (await Store.Keys.FindAsync(["free"], Never)).ShouldBeEmpty();
        (await ShardAsync(1)).LogSeq.ShouldBe(other.Seq);
        await other.ApplyAsync(Claiming(other, ("w", "free")));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_does_not_find_its_own_claim_in_the_way()
    {
        var owner = await TakeAsync(0);
        var batch = Claiming(owner, ("t", "k"));
        (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);

        (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public async Task Two_tasks_of_one_batch_cannot_have_one_key()
    {
        var owner = await TakeAsync(0);

        (await owner.SendAsync(Claiming(owner, ("t", "k"), ("u", "k")))).ShouldBeOfType<CommitOutcome.KeysTaken>().Keys
            .ShouldBe([new("k", new("u"), new("t"))]);
    }

    [Fact]
    public async Task A_key_that_is_given_back_is_free_also_within_the_batch()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Claiming(owner, ("t", "k")));
        await owner.ApplyAsync(Claiming(owner, ("u", "k")) with { Releases = [new("k", new("t"), null)] });

        (await Store.Keys.FindAsync(["k"], Never)).ShouldHaveSingleItem().Task.Value.ShouldBe("u");
    }

    [Fact]
    public async Task Only_its_holder_gives_a_key_back()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Claiming(owner, ("t", "k")));
        await owner.ApplyAsync(owner.Batch() with { Releases = [new("k", new("u"), null), new("k", new("u"), Now)] });

        (await Store.Keys.FindAsync(["k"], Never)).ShouldHaveSingleItem().ShouldBe(new KeyHolder("k", new("t"), null));
    }

    [Fact]
    public async Task A_key_stays_taken_until_its_time_is_over_except_for_its_last_holder()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Claiming(owner, ("t", "k"), ("again", "l")));
        await owner.ApplyAsync(owner.Batch() with { Releases = [new("k", new("t"), Now.AddSeconds(10)), new("l", new("again"), Now.AddSeconds(10))] });
        (await Store.Keys.FindAsync(["k"], Never)).ShouldHaveSingleItem().Until.ShouldBe(Now.AddSeconds(10));

        var early = owner.Batch(Sample.Create(Sample.Spec("u"))) with { Claims = [new("k", new("u"), Now.AddSeconds(10).AddMicroseconds(-1))] };
        (await owner.SendAsync(early)).ShouldBeOfType<CommitOutcome.KeysTaken>().Keys.ShouldHaveSingleItem().Holder.Value.ShouldBe("t");

        await owner.ApplyAsync(owner.Batch(Sample.Create(Sample.Spec("u"))) with { Claims = [new("k", new("u"), Now.AddSeconds(10)), new("l", new("again"), Now)] });
        (await Store.Keys.FindAsync(["k", "l"], Never)).ShouldBe([new("k", new("u"), null), new("l", new("again"), null)], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_many_shards_that_want_one_key_at_once_one_gets_it()
    {
        var owners = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => TakeAsync(shard)));
        for (var round = 0; round < 10; round++)
        {
            var batches = owners.Select((owner, number) => Claiming(owner, ($"a{round}-{number}", $"k{round}"), ($"b{round}-{number}", $"own{round}-{number}"))).ToArray();
            var outcomes = await Task.WhenAll(owners.Select((owner, number) => owner.SendAsync(batches[number])));

            var won = Array.FindIndex(outcomes, outcome => outcome is CommitOutcome.Applied);
            owners[won].Passed(batches[won]);
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (i != won) outcomes[i].ShouldBeOfType<CommitOutcome.KeysTaken>().Keys.ShouldBe([new($"k{round}", new($"a{round}-{i}"), new($"a{round}-{won}"))]);
            }
        }
    }

    [Fact]
    public async Task Shards_that_exchange_keys_do_not_wait_for_each_other_in_a_ring()
    {
        var owners = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => TakeAsync(shard)));
        for (var round = 0; round < 20; round++)
        {
            var ends = await Task.WhenAll(owners.Select((owner, number) => ExchangeAsync(owner, number, round)));
            ends.ShouldAllBe(outcome => outcome is CommitOutcome.Applied || outcome is CommitOutcome.KeysTaken);
        }
    }

    [Fact]
    public async Task Retention_drops_what_is_free_by_now_and_nothing_else()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Claiming(owner, ("live", "a"), ("over", "b"), ("kept", "c")));
        await owner.ApplyAsync(owner.Batch() with { Releases = [new("b", new("over"), Now.AddSeconds(-1)), new("c", new("kept"), Now.AddDays(400))] });

        await Store.Retention.DropAsync(new(TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)), Now, Never);

        (await Store.Keys.FindAsync(["a", "b", "c"], Never)).Select(holder => holder.Key).Order().ShouldBe(["a", "c"]);
    }

    // Each takes a key that its neighbour is about to give back.
    private static async Task<CommitOutcome> ExchangeAsync(ShardWriter owner, int number, int round)
    {
        var (own, next) = ($"x{number}", $"x{(number + 1) % 4}");
        var batch = Claiming(owner, ($"e{round}-{number}", next)) with { Releases = [new(own, new($"e{round - 1}-{(number + 3) % 4}"), null)] };
        var outcome = await owner.SendAsync(batch);
        if (outcome is CommitOutcome.Applied) owner.Passed(batch);
        return outcome;
    }

    private static ShardBatch Claiming(ShardWriter owner, params (string Task, string Key)[] tasks) =>
        owner.Batch([.. tasks.Select(task => Sample.Create(Sample.Spec(task.Task).With(template => template with { UniqueKey = task.Key })))]) with
        {
            Claims = [.. tasks.Select(task => new UniqueClaim(task.Key, new(task.Task), Now))],
        };
}
