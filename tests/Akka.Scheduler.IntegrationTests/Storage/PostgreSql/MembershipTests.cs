using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Members, where PostgreSQL has more to say than other stores.</summary>
public sealed class MembershipTests
{
    private static readonly NodeIncarnation Reborn = Rig.NodeA with { Incarnation = new("aaaaaaaa-0000-7000-8000-00000000001a") };

    [Fact]
    public async Task A_node_whose_program_is_older_than_the_schema_is_refused_by_both_versions()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync("INSERT INTO scheduler.schema_migration (number, name) VALUES (99, 'later')");

        var outcome = await rig.A.Membership.JoinAsync(Reborn, new("rig", 4), Joining.ProfileOf(Reborn), Rig.Never);

        var (fault, problem) = outcome.ShouldBeOfType<JoinOutcome.Mismatch>();
        fault.ShouldBe(JoinFault.Schema);
        problem.ShouldContain("version 99");
        problem.ShouldContain($"version {PostgreSqlMigrations.Version}");
        (await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Outcome.ShouldBe(RenewOutcome.Held);
    }

    [Fact]
    public async Task A_node_of_the_first_release_is_a_member_after_the_migration()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync("DELETE FROM scheduler.node; INSERT INTO scheduler.node (node_id, incarnation, state, address) "
            + $"VALUES ('a', '{Rig.NodeA.Incarnation}', 1, 'http://a:1')");

        var row = (await rig.A.Membership.ReadAsync(Rig.Never)).ShouldHaveSingleItem();

        row.Profile.ShouldBe(new() { Address = "http://a:1", Roles = [] });
    }

    /// <summary>What an older program has left, and what an operator writes to give a cluster another secret.</summary>
    [Fact]
    public async Task A_cluster_that_has_said_nothing_of_a_secret_takes_that_of_the_next_node()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync("UPDATE scheduler.cluster SET secret_verifier = NULL");
        var shape = new ClusterShape("rig", 4) { SecretVerifier = "v1:new" };

        (await rig.A.Membership.JoinUpAsync(Reborn, shape)).ShouldBeOfType<JoinOutcome.Joined>();

        (await rig.B.Membership.JoinUpAsync(Rig.NodeB, new("rig", 4))).ShouldBeOfType<JoinOutcome.Mismatch>().Fault.ShouldBe(JoinFault.Secret);
        (await rig.B.Membership.JoinUpAsync(Rig.NodeB, shape)).ShouldBeOfType<JoinOutcome.Joined>();
    }

    /// <summary>A dead node's commit may hang in the server for ever: nobody waits for a client that was stopped while it sent.</summary>
    [Theory]
    [InlineData("declare dead")]
    [InlineData("join")]
    [InlineData("leave")]
    public async Task The_shards_of_an_ended_life_are_free_although_a_session_holds_one(string how)
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await using var holder = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await RunAsync(holder, "SELECT 1 FROM scheduler.shard WHERE shard_id = 0 FOR UPDATE");

        switch (how)
        {
            case "declare dead":
                var seen = (await rig.B.Membership.ReadAsync(Rig.Never)).Single(row => row.Node == Rig.NodeA);
                (await rig.B.Membership.DeclareDeadAsync(seen, Rig.Never)).ShouldBeTrue();
                break;
            case "join":
                (await rig.B.Membership.JoinUpAsync(Reborn, new("rig", 4))).ShouldBeOfType<JoinOutcome.Joined>();
                break;
            default:
                (await rig.B.Membership.MoveAsync(Rig.NodeA, MemberState.Left, Rig.Never)).ShouldBeTrue();
                break;
        }

        (await rig.B.Ownership.ReadAsync(Rig.Never)).ShouldAllBe(row => row.Owner == null);
        await Should.ThrowAsync<NpgsqlException>(() => RunAsync(holder, "SELECT 1"));
        (await owner.SendAsync(owner.Batch())).ShouldBeOfType<CommitOutcome.Fenced>();
    }

    /// <summary>The node's row is held by a take-over, so a declaration comes before it or after it, and in both cases nothing is left with the dead.</summary>
    [Fact]
    public async Task A_take_over_and_the_death_of_its_node_at_once_leave_no_shard_with_the_dead()
    {
        await using var rig = await Rig.OpenAsync();
        var seen = (await rig.B.Membership.ReadAsync(Rig.Never)).Single(row => row.Node == Rig.NodeA);

        var taking = rig.A.Ownership.AcquireAsync([0, 1, 2, 3], Rig.NodeA, forced: false, "race", Rig.Never);
        (await rig.B.Membership.DeclareDeadAsync(seen, Rig.Never)).ShouldBeTrue();
        await taking;

        (await rig.B.Ownership.ReadAsync(Rig.Never)).ShouldAllBe(row => row.Owner == null);
    }

    [Fact]
    public async Task Nodes_that_join_for_the_first_time_at_once_are_all_members_of_one_cluster()
    {
        await using var rig = await Rig.OpenAsync();
        await rig.RunAsync("TRUNCATE scheduler.cluster, scheduler.node, scheduler.shard");
        NodeIncarnation[] nodes = [.. Enumerable.Range(1, 6).Select(n => new NodeIncarnation($"n{n}", new Guid(n, 0, 0, new byte[8])))];

        var outcomes = await Task.WhenAll(nodes.Select((node, n) => (n % 2 == 0 ? rig.A : rig.B).Membership.JoinUpAsync(node, new("rig", 4))));

        outcomes.ShouldAllBe(outcome => outcome is JoinOutcome.Joined);
        (await rig.A.Membership.ReadAsync(Rig.Never)).Select(row => row.Node).ShouldBe(nodes);
        (await rig.A.Ownership.ReadAsync(Rig.Never)).Count.ShouldBe(5);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
