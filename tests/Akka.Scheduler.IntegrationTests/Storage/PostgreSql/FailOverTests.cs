using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>An asynchronous replica that lacks the last commits takes over: an epoch is given a second time, and what was acknowledged may be gone.</summary>
public sealed class FailOverTests
{
    [Fact]
    public async Task The_same_epoch_on_a_promoted_replica_is_another_term_and_the_renewal_tells_the_timeline()
    {
        await using var primary = await PostgresServer.StartNewAsync(new() { Durable = false, Settings = Commits });
        var database = await primary.CreateDatabaseAsync();
        await using var before = await PostgreSqlFixture.OpenStoreAsync(database);
        var joined = (await before.Ports.Membership.JoinUpAsync(Rig.NodeA, new("rig", 4))).ShouldBeOfType<JoinOutcome.Joined>();
        (await before.Ports.Membership.JoinUpAsync(Rig.NodeB, new("rig", 4))).ShouldBeOfType<JoinOutcome.Joined>();
        (await Rig.TakeAsync(before.Ports, Rig.NodeA)).Term.Epoch.ShouldBe(1);
        await using var replica = await primary.StartReplicaAsync();
        var promoted = new NpgsqlConnectionStringBuilder(database) { Port = replica.Port }.ConnectionString;
        await CutOffAsync(promoted);

        var former = await Rig.TakeAsync(before.Ports, Rig.NodeA);
        await former.ApplyAsync(Sample.Create(Sample.Spec("acknowledged")));
        (await before.Ports.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Store.ShouldBe(joined.Store);
        await primary.StopAsync(PostgresStop.Immediate);
        await replica.PromoteAsync();
        await using var after = await PostgreSqlFixture.OpenStoreAsync(promoted);

        var renewed = await after.Ports.Membership.RenewAsync(Rig.NodeA, Rig.Never);
        renewed.Outcome.ShouldBe(RenewOutcome.Held);
        renewed.Store.ShouldBe(joined.Store with { Timeline = joined.Store.Timeline + 1 });
        var current = await Rig.TakeAsync(after.Ports, Rig.NodeB);
        current.Term.Epoch.ShouldBe(former.Term.Epoch);
        (await new ShardWriter(after.Ports, new(former.Term, former.Seq, former.LastBatch)).SendAsync(former.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
        (await after.Ports.Tasks.GetAsync(new("acknowledged"), 0, Rig.Never)).ShouldBeNull("only a synchronous replica keeps it");
        await current.ApplyAsync(current.Batch());
    }

    /// <summary>The owner itself, in the epoch that the replica lost: the sequence tells, although epoch and incarnation were right once more.</summary>
    [Fact]
    public async Task An_owner_that_goes_on_over_a_lost_commit_is_fenced_by_the_sequence()
    {
        await using var primary = await PostgresServer.StartNewAsync(new() { Durable = false, Settings = Commits });
        var database = await primary.CreateDatabaseAsync();
        await using var before = await PostgreSqlFixture.OpenStoreAsync(database);
        await before.Ports.Membership.JoinUpAsync(Rig.NodeA, new("rig", 4));
        var owner = await Rig.TakeAsync(before.Ports, Rig.NodeA);
        await using var replica = await primary.StartReplicaAsync();
        var promoted = new NpgsqlConnectionStringBuilder(database) { Port = replica.Port }.ConnectionString;
        await CutOffAsync(promoted);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("acknowledged")));
        await primary.StopAsync(PostgresStop.Immediate);
        await replica.PromoteAsync();
        await using var after = await PostgreSqlFixture.OpenStoreAsync(promoted);

        var goesOn = new ShardWriter(after.Ports, new(owner.Term, owner.Seq, owner.LastBatch));
        (await goesOn.SendAsync(goesOn.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
        var anew = (await after.Ports.Ownership.AcquireAsync([0], Rig.NodeA, forced: false, "anew", Rig.Never)).ShouldHaveSingleItem();
        var again = new ShardWriter(after.Ports, anew);
        await again.ApplyAsync(again.Batch());
    }

    // The store refuses a server that does not wait for its log; the disk itself has no part in this.
    private static Dictionary<string, string> Commits => new() { ["synchronous_commit"] = "on" };

    /// <summary>The replica hears nothing of its primary any more, and has applied what it had heard.</summary>
    private static async Task CutOffAsync(string replica)
    {
        await using var source = NpgsqlDataSource.Create(replica);
        await RunAsync(source, "ALTER SYSTEM SET primary_conninfo = ''");
        await RunAsync(source, "SELECT pg_reload_conf()");
        while (await CountAsync(source, "SELECT count(*) FROM pg_stat_wal_receiver, pg_sleep(0.01)") > 0)
        {
            // The wait itself is in the statement.
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
