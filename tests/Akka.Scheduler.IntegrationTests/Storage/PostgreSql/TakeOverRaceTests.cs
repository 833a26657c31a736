using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>A commit of the old owner that stands between its fence and its end while the shard is taken over.</summary>
public sealed class TakeOverRaceTests
{
    [Fact]
    public async Task What_commits_in_an_epoch_is_seen_by_the_next_owner()
    {
        var (missed, outcome) = await RaceAsync(fence: null);

        missed.ShouldBeFalse();
        outcome.ShouldBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public async Task A_fence_that_does_not_lock_would_be_caught()
    {
        var (missed, outcome) = await RaceAsync(BrokenFence.WithoutLock);

        missed.ShouldBeTrue();
        outcome.ShouldBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public async Task Loading_after_the_take_over_sees_a_commit_that_the_take_over_waited_for()
    {
        // A take-over ends a holder that stalls for longer than its patience: on a slow machine the commit may not be let go in time.
        for (var tries = 10; !await CommitBeforeTakeOverAsync(); tries--) tries.ShouldBeGreaterThan(0);
    }

    private static async Task<bool> CommitBeforeTakeOverAsync()
    {
        await using var rig = await Rig.OpenAsync();
        var stalled = await StallAsync(rig);

        var taking = Rig.TakeAsync(rig.B, Rig.NodeB);
        await rig.WaiterOfAsync(stalled.Pid);
        await stalled.Blocker.DisposeAsync();

        var outcome = await stalled.Commit;
        await taking;
        if (outcome is CommitOutcome.Unknown) return false;
        outcome.ShouldBe(CommitOutcome.Applied.Instance);
        (await LoadAsync(rig)).ShouldBe(["t"]);
        return true;
    }

    [Fact]
    public async Task Taking_over_and_loading_in_one_statement_would_be_caught()
    {
        await using var rig = await Rig.OpenAsync();
        var stalled = await StallAsync(rig);

        var loading = rig.ReadAsync<long>("""
            WITH taken AS (UPDATE scheduler.shard SET epoch = epoch + 1 WHERE shard_id = 0 RETURNING 1)
            SELECT (SELECT count(*) FROM taken) * (SELECT count(*) FROM scheduler.task WHERE id = 't')
            """);
        await rig.WaiterOfAsync(stalled.Pid);
        await stalled.Blocker.DisposeAsync();

        (await stalled.Commit).ShouldBe(CommitOutcome.Applied.Instance);
        (await loading).ShouldBe(0);
        (await LoadAsync(rig)).ShouldBe(["t"]);
    }

    /// <returns>Whether the next owner loaded without a task that the old owner then committed, and how the old owner's commit ended.</returns>
    private static async Task<(bool Missed, CommitOutcome Outcome)> RaceAsync(string? fence)
    {
        await using var rig = await Rig.OpenAsync(fence);
        var stalled = await StallAsync(rig);
        using var enough = new CancellationTokenSource();

        var taking = TakeWithoutForceAsync(rig);
        var waits = rig.WaiterOfAsync(stalled.Pid, enough.Token);
        var loadedEarly = await Task.WhenAny(taking, waits) == taking ? await LoadAsync(rig) : null;
        await enough.CancelAsync();
        await stalled.Blocker.DisposeAsync();
        var outcome = await stalled.Commit;
        await taking;
        var loaded = loadedEarly ?? await LoadAsync(rig);
        return (loaded.Count == 0 && await rig.B.Tasks.GetAsync(new("t"), 0, Rig.Never) is not null, outcome);
    }

    /// <summary>The write of a take-over alone: the store's own would end the stalled session when it has waited long enough.</summary>
    private static async Task TakeWithoutForceAsync(Rig rig)
    {
        await using var connection = await rig.Raw.OpenConnectionAsync();
        await using var take = new NpgsqlCommand(
            "UPDATE scheduler.shard SET owner_id = $1, owner_inc = $2, epoch = epoch + 1, log_seq = log_seq + 1 WHERE shard_id = 0", connection);
        take.Parameters.Add(new() { Value = Rig.NodeB.NodeId });
        take.Parameters.Add(new() { Value = Rig.NodeB.Incarnation });
        await take.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> LoadAsync(Rig rig) => (await rig.B.Shards.FindAsync(0, [new("t")], Rig.Never)).Ids();

    private static async Task<Stalled> StallAsync(Rig rig)
    {
        var owner = await Rig.TakeAsync(rig.B, Rig.NodeA);
        var blocker = await rig.BlockAsync("t");
        var commit = owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec("t"))));
        return new(commit, await rig.WaiterOfAsync(blocker.Pid), blocker);
    }

    private sealed record Stalled(Task<CommitOutcome> Commit, int Pid, Blocker Blocker);
}
