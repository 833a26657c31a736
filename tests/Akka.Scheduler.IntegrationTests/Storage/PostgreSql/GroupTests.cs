using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Batches of several shards that go out in one transaction.</summary>
public sealed class GroupTests
{
    [Fact]
    public async Task Batches_that_wait_together_are_one_transaction()
    {
        await using var rig = await Rig.OpenAsync();
        var others = new[] { await Rig.TakeAsync(rig.B, Rig.NodeB, 2), await Rig.TakeAsync(rig.B, Rig.NodeB, 3) };
        await using var busy = await BusyWriters.StartAsync(rig);

        var sent = busy.SendAll().Concat(others.Select(owner => owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec($"t{owner.Term.Shard}")))))).ToList();
        await busy.ReleaseAsync();

        (await Task.WhenAll(sent)).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
        // A row's xmin is the transaction that inserted it. Shards 0 and 2 share a writer, and 1 and 3 do.
        (await rig.ReadAsync<string>("SELECT string_agg(ids, ' ' ORDER BY ids) FROM (SELECT string_agg(task_id, '+' ORDER BY task_id) AS ids "
            + "FROM scheduler.history WHERE task_id LIKE 't_' GROUP BY xmin::text) AS together")).ShouldBe("t0+t2 t1+t3");
    }

    [Fact]
    public async Task A_fenced_batch_and_one_that_is_there_already_leave_their_groups_and_the_rest_is_applied()
    {
        await using var rig = await Rig.OpenAsync();
        var applied = await Rig.TakeAsync(rig.A, Rig.NodeA, 2);
        var twice = applied.Batch(Sample.Create(Sample.Spec("twice")));
        await applied.ApplyAsync(twice);
        var stale = await Rig.TakeAsync(rig.A, Rig.NodeA, 3);
        await Rig.TakeAsync(rig.A, Rig.NodeA, 3);
        await using var busy = await BusyWriters.StartAsync(rig);

        var resent = rig.B.Shards.CommitAsync(twice, Rig.Never);
        var fenced = rig.B.Shards.CommitAsync(stale.Batch(Sample.Create(Sample.Spec("stale"))), Rig.Never);
        var sent = busy.SendAll();
        await busy.ReleaseAsync();

        (await Task.WhenAll(sent)).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
        (await resent).ShouldBe(CommitOutcome.Applied.Instance);
        (await fenced).ShouldBeOfType<CommitOutcome.Fenced>();
    }

    [Fact]
    public async Task A_batch_that_breaks_an_invariant_fails_alone()
    {
        await using var rig = await Rig.OpenAsync();
        await using var busy = await BusyWriters.StartAsync(rig);
        var owner = await Rig.TakeAsync(rig.B, Rig.NodeB, 3);

        var poison = owner.SendAsync(owner.Batch(Sample.Start(Sample.Create(Sample.Spec("missing")).After)));
        var sent = busy.SendAll();
        await busy.ReleaseAsync();

        (await Task.WhenAll(sent)).ShouldAllBe(outcome => outcome is CommitOutcome.Applied);
        var refused = (await poison).ShouldBeOfType<CommitOutcome.Refused>();
        refused.Transient.ShouldBeFalse();
        refused.Why.ShouldContain("update_opened touched 0 rows instead of 1");
    }

    [Fact]
    public async Task Counters_equal_the_rows_after_many_moves()
    {
        await using var rig = await Rig.OpenAsync();
        var random = new Random(7);
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var live = new List<Move>();
        for (var round = 0; round < 40; round++)
        {
            var moves = Enumerable.Range(0, 5)
                .Select(number => Sample.Create(Sample.Spec($"t{round}-{number}").With(template => template with { Queue = $"q{number % 3}" })))
                .ToList();
            foreach (var move in live.OrderBy(_ => random.Next()).Take(6).ToList())
            {
                live.Remove(move);
                moves.Add(Next(move, random));
            }

            await owner.ApplyAsync(moves);
            live.AddRange(moves);
        }

        (await rig.ReadAsync<bool>("""
            SELECT NOT EXISTS (
                SELECT FROM (SELECT queue, state, sum(n)::bigint AS n FROM scheduler.task_count GROUP BY queue, state HAVING sum(n) <> 0) AS counted
                FULL JOIN (SELECT queue, state, count(*) AS n FROM (
                    SELECT queue, state FROM scheduler.task UNION ALL SELECT queue, state FROM scheduler.task_archive) AS rows GROUP BY queue, state) AS there
                USING (queue, state)
                WHERE counted.n IS DISTINCT FROM there.n)
            """)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_task_that_changes_and_ends_in_one_batch_is_archived_as_it_was_changed()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var created = Sample.Create(Sample.Spec("t"));
        await owner.ApplyAsync(created);
        var changed = Sample.Change(created.After, new(null, null, new Dictionary<string, string> { ["k"] = "new" }));
        var ended = Sample.Cancel(changed.After);

        await owner.ApplyAsync(ended with { Before = [changed.Step.Entry] });

        (await rig.A.Tasks.GetAsync(new("t"), 0, Rig.Never)).ShouldBeTask(ended.After);
    }

    private static Move Next(Move move, Random random)
    {
        var task = move.After;
        if (task.FinishedAt is not null) return Sample.Redrive(task);
        if (task.Open is null) return random.Next(4) == 0 ? Sample.Cancel(task) : Sample.Start(task, random.Next());
        return random.Next(2) == 0 ? Sample.Succeed(task) : Sample.Fail(task);
    }
}
