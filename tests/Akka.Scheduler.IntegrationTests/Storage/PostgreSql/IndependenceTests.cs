using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Storage.PostgreSql;
using Akka.Scheduler.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>What a lease and its renewal must not depend on.</summary>
public sealed class IndependenceTests
{
    [Fact]
    public async Task A_renewal_waits_for_no_lock_that_a_commit_or_a_take_over_holds()
    {
        await using var rig = await Rig.OpenAsync();
        await Rig.TakeAsync(rig.A, Rig.NodeA);
        await using var holder = await rig.Raw.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await RunAsync(holder, "SELECT 1 FROM scheduler.shard FOR UPDATE");

        (await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Outcome.ShouldBe(RenewOutcome.Held);

        await RunAsync(holder, "SELECT 1");
    }

    [Fact]
    public async Task A_renewal_changes_no_row_of_a_shard()
    {
        await using var rig = await Rig.OpenAsync();
        await Rig.TakeAsync(rig.A, Rig.NodeA);
        const string Versions = "SELECT string_agg(ctid::text || xmin::text, ' ' ORDER BY shard_id) FROM scheduler.shard";
        var before = await rig.ReadAsync<string>(Versions);

        for (var n = 0; n < 5; n++) await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never);

        (await rig.ReadAsync<string>(Versions)).ShouldBe(before);
    }

    /// <summary>The clock of the database may be stepped under a live server: its instants are for people, and decide about no life.</summary>
    [Theory]
    [InlineData("-infinity")]
    [InlineData("infinity")]
    public async Task No_wall_clock_decides_who_lives(string instant)
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await rig.RunAsync($"UPDATE scheduler.node SET seen_at = '{instant}', started_at = '{instant}'");
        var seen = (await rig.B.Membership.ReadAsync(Rig.Never)).Single(row => row.Node == Rig.NodeA);

        (await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Outcome.ShouldBe(RenewOutcome.Held);
        (await rig.B.Membership.DeclareDeadAsync(seen, Rig.Never)).ShouldBeFalse();
        (await rig.B.Ownership.AcquireAsync([0], Rig.NodeB, forced: false, "late", Rig.Never)).ShouldBeEmpty();
        await owner.ApplyAsync(owner.Batch());
    }

    /// <summary>A notification inside a transaction makes all commits wait for each other, and a listener or a session's lock breaks behind a transaction pooler.</summary>
    [Fact]
    public void No_statement_notifies_listens_or_locks_for_a_session()
    {
        var assembly = typeof(PostgreSqlStore).Assembly;
        var texts = assembly.GetManifestResourceNames().Where(name => name.Contains("/PostgreSql/", StringComparison.Ordinal)).ToArray();

        texts.Length.ShouldBeGreaterThan(20);
        foreach (var name in texts)
        {
            var text = SqlText.Embedded(name);
            foreach (var word in new[] { "pg_notify", "NOTIFY ", "LISTEN ", "pg_advisory_lock", "pg_try_advisory_lock" })
                text.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{name} says {word}");
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
