using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Nothing that the rest of a node is short of keeps a lease from being renewed.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class RenewalTests
{
    [Fact]
    public async Task Renewals_go_on_while_every_pooled_connection_is_taken()
    {
        await using var rig = await Rig.OpenAsync();
        await using var members = await HoldAsync(rig, "SELECT 1 FROM scheduler.node WHERE node_id = 'b' FOR UPDATE");
        await using var tasks = await HoldAsync(rig, "LOCK TABLE scheduler.task IN ACCESS EXCLUSIVE MODE");
        Task[] stuck =
        [
            .. Enumerable.Range(0, 8).Select(_ => (Task)rig.B.Membership.MoveAsync(Rig.NodeB, MemberState.Draining, Rig.Never)),
            .. Enumerable.Range(0, 16).Select(_ => (Task)rig.B.Tasks.CountAsync(DateTimeOffset.UnixEpoch, Rig.Never)),
        ];
        await rig.UntilAsync("(SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE '%/members') = 2");

        (await rig.B.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Outcome.ShouldBe(RenewOutcome.Held);

        await members.DisposeAsync();
        await tasks.DisposeAsync();
        await Task.WhenAll(stuck.Select(static async call => await Task.WhenAny(call)));
    }

    [Fact]
    public async Task Renewals_go_on_while_every_thread_of_the_pool_is_blocked()
    {
        // B, because A's proxy lives in this process and needs the pool.
        await using var rig = await Rig.OpenAsync();
        using var thread = new DedicatedThread("lease", TimeProvider.System);
        using var lease = new Lease(TimeProvider.System);
        await using var system = ActorSystem.Create("lease", new() { Time = thread.Time, Dispatcher = thread, Seed = 1 });
        var counted = new RenewalCount(rig.B.Membership);

        // Not an await in here: what follows it would need the pool.
        using (var pool = new BlockedPool())
        {
            system.Spawn(Props.Create(() => new LeaseHolder(Rig.NodeB, counted, new() { RenewInterval = TimeSpan.FromMilliseconds(1) }, lease, _ => { })), "lease");
            counted.WaitForHeld(3).ShouldBeTrue();
            lease.IsTrusted.ShouldBeTrue();
            pool.HasRunAnything.ShouldBeFalse();
        }
    }

    private static async Task<Blocker> HoldAsync(Rig rig, string sql)
    {
        var connection = await rig.Raw.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new(connection, transaction);
    }
}
