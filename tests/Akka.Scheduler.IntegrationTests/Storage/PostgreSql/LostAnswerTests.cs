using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Commits whose answer, or whose request, is late or lost on the network.</summary>
public sealed class LostAnswerTests
{
    private const string NobodyCommits =
        "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%/commits' AND state <> 'idle')";

    [Fact]
    public async Task A_lost_acknowledgement_is_unknown_and_the_resend_says_applied()
    {
        var (first, resent, entries) = await LoseAsync(fence: null);

        first.ShouldBeOfType<CommitOutcome.Unknown>();
        resent.ShouldBe(CommitOutcome.Applied.Instance);
        entries.ShouldBe(1);
    }

    [Fact]
    public async Task A_fence_that_does_not_know_its_batches_would_be_caught()
    {
        var (first, resent, _) = await LoseAsync(BrokenFence.WithoutSequence);

        first.ShouldBeOfType<CommitOutcome.Unknown>();
        resent.ShouldNotBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public async Task A_commit_that_lands_after_its_sender_gave_up_is_recognised_by_the_resend()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var batch = await HoldAsync(rig, owner);
        (await rig.B.Tasks.GetAsync(new("ghost"), 0, Rig.Never)).ShouldBeNull();

        rig.Proxy.ReleaseRequests();
        await rig.UntilAsync($"(SELECT log_seq FROM scheduler.shard WHERE shard_id = 0) > {batch.ExpectedSeq}");

        (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);
        (await rig.B.Tasks.EventsAsync(new("ghost"), 0, Rig.Never)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_late_commit_cannot_land_after_a_take_over()
    {
        await using var rig = await Rig.OpenAsync();

        (await HauntAsync(rig)).ShouldBeFalse();
    }

    [Fact]
    public async Task No_fence_at_all_would_be_caught()
    {
        await using var rig = await Rig.OpenAsync(BrokenFence.None);

        (await HauntAsync(rig)).ShouldBeTrue();
    }

    /// <returns>Whether a batch that was held on its way landed after the take-over.</returns>
    private static async Task<bool> HauntAsync(Rig rig)
    {
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await HoldAsync(rig, owner);
        await Rig.TakeAsync(rig.B, Rig.NodeB);
        (await rig.B.Tasks.GetAsync(new("ghost"), 0, Rig.Never)).ShouldBeNull();

        rig.Proxy.ReleaseRequests();
        // The released request is worked off before the session notices that its client is gone.
        await rig.UntilAsync("NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'ghost/commits' AND datname = current_database())");
        return await rig.B.Tasks.GetAsync(new("ghost"), 0, Rig.Never) is not null;
    }

    /// <summary>A batch that stays on its way, and whose sender has given up.</summary>
    private static async Task<ShardBatch> HoldAsync(Rig rig, ShardWriter owner)
    {
        // The connection is there, and all statements are prepared on it.
        await owner.ApplyAsync(Sample.Create(Sample.Spec("before")));
        await rig.UntilAsync(NobodyCommits);
        var batch = owner.Batch(Sample.Create(Sample.Spec("ghost")));
        rig.Proxy.HoldRequests();
        (await owner.SendAsync(batch)).ShouldBeOfType<CommitOutcome.Unknown>();
        return batch;
    }

    private static async Task<(CommitOutcome First, CommitOutcome Resent, int Entries)> LoseAsync(string? fence)
    {
        await using var rig = await Rig.OpenAsync(fence);
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var before = owner.Batch(Sample.Create(Sample.Spec("before")));
        await owner.SendAsync(before);
        var batch = owner.BatchAfter(before, Sample.Create(Sample.Spec("t")));

        rig.Proxy.LoseAnswers();
        var first = await owner.SendAsync(batch);
        rig.Proxy.Heal();
        var resent = await owner.SendAsync(batch);
        return (first, resent, (await rig.B.Tasks.EventsAsync(new("t"), 0, Rig.Never)).Count);
    }
}
