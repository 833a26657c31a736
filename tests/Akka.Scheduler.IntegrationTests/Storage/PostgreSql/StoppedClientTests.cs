using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Clients that stop in the middle of a commit and hold a shard's row.</summary>
public sealed class StoppedClientTests
{
    private const string Lock = "SELECT 1 FROM scheduler.shard WHERE shard_id = 0 FOR UPDATE";

    /// <summary>One round trip: the server ends the transaction by itself, whether or not its client still reads.</summary>
    [Fact]
    public async Task A_client_that_never_reads_the_answer_holds_no_lock()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("before")));
        rig.Proxy.LoseAnswers();
        var sent = owner.SendAsync(owner.Batch(Sample.Create(Sample.Spec("t"))));

        await rig.UntilAsync($"(SELECT log_seq FROM scheduler.shard WHERE shard_id = 0) > {owner.Seq}");
        await rig.RunAsync(Lock + " NOWAIT");

        (await sent).ShouldBeOfType<CommitOutcome.Unknown>();
    }

    [Fact]
    public async Task Several_round_trips_would_be_caught()
    {
        await using var rig = await Rig.OpenAsync();
        await using var holder = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await RunAsync(holder, Lock);

        var refused = await Should.ThrowAsync<PostgresException>(() => rig.RunAsync(Lock + " NOWAIT"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
    }

    [Fact]
    public async Task A_session_of_the_store_that_idles_in_a_transaction_is_ended_by_the_server()
    {
        await using var rig = await Rig.OpenAsync();
        await using var sessions = new Sessions(new() { ConnectionString = rig.Database });
        await using var holder = await sessions.Commits.OpenConnectionAsync();
        await RunAsync(holder, "BEGIN");
        await RunAsync(holder, Lock);

        await rig.RunAsync(Lock);

        await Should.ThrowAsync<NpgsqlException>(() => RunAsync(holder, "COMMIT"));
    }

    /// <summary>No timeout of an older server covers a client that was stopped while it sent; a forced take-over ends such a session.</summary>
    [Fact]
    public async Task A_forced_take_over_ends_the_session_that_holds_the_shard()
    {
        await using var rig = await Rig.OpenAsync();
        await Rig.TakeAsync(rig.B, Rig.NodeA);
        await using var holder = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await RunAsync(holder, Lock);

        var taken = await rig.B.Ownership.AcquireAsync([0, 1, 2, 3], Rig.NodeB, forced: true, "steal", Rig.Never);

        taken.Select(shard => shard.Term.Shard).ShouldBe([0, 1, 2, 3], ignoreOrder: true);
        await Should.ThrowAsync<NpgsqlException>(() => RunAsync(holder, "SELECT 1"));
    }

    [Fact]
    public async Task A_take_over_that_is_not_forced_leaves_a_held_shard_out_and_takes_the_others()
    {
        await using var rig = await Rig.OpenAsync();
        await using var holder = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await RunAsync(holder, Lock);

        var taken = await rig.B.Ownership.AcquireAsync([0, 1, 2, 3], Rig.NodeB, forced: false, "free", Rig.Never);

        taken.Select(shard => shard.Term.Shard).ShouldBe([1, 2, 3], ignoreOrder: true);
        await RunAsync(holder, "SELECT 1");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
