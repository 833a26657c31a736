using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>The database goes back to an older state, and the same incarnation takes its shard once more: owner, epoch and sequence are those of the lost future.</summary>
public sealed class PutBackTests
{
    private static readonly string[] Tables = ["shard", "shard_term", "task", "history"];

    [Fact]
    public async Task A_late_commit_of_the_lost_term_is_fenced_and_the_term_of_now_goes_on()
    {
        await using var rig = await Rig.OpenAsync();

        var (late, now) = await SendLateAsync(rig);

        late.ShouldBeOfType<CommitOutcome.Fenced>().Why.ShouldContain("gone back");
        (await rig.A.Tasks.GetAsync(new("late"), 0, Rig.Never)).ShouldBeNull();
        await now.ApplyAsync(Sample.Create(Sample.Spec("next")));
    }

    [Fact]
    public async Task A_fence_that_does_not_look_at_the_batch_before_would_be_caught()
    {
        await using var rig = await Rig.OpenAsync(BrokenFence.WithoutChain);

        var (late, now) = await SendLateAsync(rig);

        late.ShouldBe(CommitOutcome.Applied.Instance);
        (await now.SendAsync(now.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
    }

    [Fact]
    public async Task A_late_release_of_the_lost_term_releases_nothing()
    {
        await using var rig = await Rig.OpenAsync();
        await KeepAsync(rig);
        var lost = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await PutBackAsync(rig);
        var now = await Rig.TakeAsync(rig.A, Rig.NodeA);

        await rig.A.Ownership.ReleaseAsync(lost.Term, lost.LastBatch, Rig.Never);

        await now.ApplyAsync(now.Batch());
    }

    /// <returns>How a commit of the lost term ended, and the owner of now.</returns>
    private static async Task<(CommitOutcome Late, ShardWriter Now)> SendLateAsync(Rig rig)
    {
        var first = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await first.ApplyAsync(Sample.Create(Sample.Spec("kept")));
        await KeepAsync(rig);
        var lost = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await lost.ApplyAsync(Sample.Create(Sample.Spec("lost")));
        var late = lost.Batch(Sample.Create(Sample.Spec("late")));

        await PutBackAsync(rig);
        var now = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await now.ApplyAsync(Sample.Create(Sample.Spec("made anew")));
        (now.Term, now.Seq).ShouldBe((lost.Term, lost.Seq));
        return (await rig.A.Shards.CommitAsync(late, Rig.Never), now);
    }

    private static async Task KeepAsync(Rig rig)
    {
        foreach (var table in Tables) await rig.RunAsync($"CREATE TABLE kept_{table} AS SELECT * FROM scheduler.{table}");
    }

    private static async Task PutBackAsync(Rig rig)
    {
        foreach (var table in Tables) await rig.RunAsync($"DELETE FROM scheduler.{table}; INSERT INTO scheduler.{table} SELECT * FROM kept_{table}");
    }
}
