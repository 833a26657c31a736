using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Simulation;

/// <summary>Each fault of the simulated store does what its name says, and is written down.</summary>
public sealed class SimulatedFaultTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly NodeIncarnation Node = new("a", new Guid(1, 0, 0, new byte[8]));
    private readonly VirtualTime _time = new(Start, 1);
    private readonly SimulatedStore _store;
    private readonly StorePorts _ports;
    private readonly AcquiredShard _shard;

    public SimulatedFaultTests()
    {
        _store = new(_time, seed: 7);
        _ports = _store.Connect("a");
        _ports.Membership.JoinUpAsync(Node, new("sim", 2)).IsCompletedSuccessfully.ShouldBeTrue();
        _shard = Now(_ports.Ownership.AcquireAsync([0], Node, forced: false, "boot", Never)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_lost_request_is_never_applied()
    {
        _store.FailNext(StoreOperation.Commit, FaultKind.LostRequest);
        var commit = CommitAsync();

        commit.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));

        Now(commit).ShouldBeOfType<CommitOutcome.Unknown>();
        IsThere().ShouldBeFalse();
    }

    [Fact]
    public void A_lost_acknowledgement_is_applied_and_a_resend_says_so()
    {
        _store.FailNext(StoreOperation.Commit, FaultKind.LostAck);
        var commit = CommitAsync();
        IsThere().ShouldBeTrue();

        _time.Advance(_store.Rates.Timeout);

        Now(commit).ShouldBeOfType<CommitOutcome.Unknown>();
        Now(CommitAsync()).ShouldBe(CommitOutcome.Applied.Instance);
        _store.State.Shards[0].LogSeq.ShouldBe(2);
    }

    [Fact]
    public void A_ghost_commit_is_applied_after_its_caller_was_told_that_nobody_knows()
    {
        _store.FailNext(StoreOperation.Commit, FaultKind.LateApply);
        var commit = CommitAsync();
        _time.Advance(_store.Rates.Timeout - TimeSpan.FromMilliseconds(1));
        commit.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Now(commit).ShouldBeOfType<CommitOutcome.Unknown>();
        IsThere().ShouldBeFalse();

        _time.Advance(_store.Rates.LateTo);

        IsThere().ShouldBeTrue();
    }

    [Fact]
    public void A_ghost_commit_is_fenced_by_what_came_meanwhile()
    {
        _store.FailNext(StoreOperation.Commit, FaultKind.LateApply);
        _ = CommitAsync();
        _time.Advance(_store.Rates.Timeout);
        _store.ForceSteal(0, Node)!.Term.Epoch.ShouldBe(2);

        _time.Advance(_store.Rates.LateTo);

        IsThere().ShouldBeFalse();
    }

    [Fact]
    public void A_refused_commit_is_not_applied()
    {
        _store.FailNext(StoreOperation.Commit, FaultKind.Refused);

        Now(CommitAsync()).ShouldBeOfType<CommitOutcome.Refused>().Transient.ShouldBeTrue();

        IsThere().ShouldBeFalse();
    }

    [Fact]
    public void Latency_parts_the_applying_from_the_answer()
    {
        _store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(10), LatencyTo = TimeSpan.FromMilliseconds(10) };
        var commit = CommitAsync();

        _time.Advance(TimeSpan.FromMilliseconds(5));
        IsThere().ShouldBeTrue();
        commit.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Now(commit).ShouldBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public async Task A_client_that_is_cut_off_reaches_nothing_and_others_do()
    {
        _store.CutOff("a", true);

        var read = _ports.Ownership.ReadAsync(Never);
        var renewal = _ports.Membership.RenewAsync(Node, Never);
        _time.Advance(_store.Rates.Timeout);

        await Should.ThrowAsync<StoreUnavailableException>(read);
        Now(renewal).ShouldBe(Renewal.Unknown);
        Now(_store.Connect("b").Ownership.ReadAsync(Never)).Count.ShouldBe(3);
        _store.CutOff("a", false);
        Now(CommitAsync()).ShouldBe(CommitOutcome.Applied.Instance);
    }

    [Fact]
    public void An_outage_reaches_everybody()
    {
        _store.Outage = true;

        var commit = CommitAsync();
        _time.Advance(_store.Rates.Timeout);

        Now(commit).ShouldNotBe(CommitOutcome.Applied.Instance);
        IsThere().ShouldBeFalse();
    }

    [Fact]
    public void An_older_state_put_back_takes_an_acknowledged_commit_with_it()
    {
        var older = _store.State;
        Now(CommitAsync()).ShouldBe(CommitOutcome.Applied.Instance);

        _store.RollBack(older);

        IsThere().ShouldBeFalse();
        _store.RolledBack.ShouldHaveSingleItem().Shards[0].Live.ShouldContainKey("t");
    }

    [Fact]
    public void A_caller_that_gives_up_hears_at_once_and_its_commit_goes_on()
    {
        _store.Rates = new() { LatencyFrom = TimeSpan.FromSeconds(1), LatencyTo = TimeSpan.FromSeconds(1) };
        using var cancel = new CancellationTokenSource();
        var commit = _ports.Shards.CommitAsync(Batch(), cancel.Token);

        cancel.Cancel();
        Now(commit).ShouldBeOfType<CommitOutcome.Unknown>();
        _time.Advance(TimeSpan.FromSeconds(1));

        IsThere().ShouldBeTrue();
    }

    [Fact]
    public void Every_fault_is_written_down_and_nothing_else()
    {
        Now(CommitAsync());
        _store.FailNext(StoreOperation.Commit, FaultKind.LostRequest);
        _ = CommitAsync();
        _store.ForceSteal(1, Node);

        _store.Decisions.ShouldBe([
            new(new("a", StoreOperation.Commit, 1), Start, FaultKind.LostRequest, "shard 0", false),
            new(new("store", StoreOperation.Store, 0), Start, FaultKind.ForcedSteal, "1", false),
        ]);
    }

    [Fact]
    public void The_same_seed_decides_the_same()
    {
        Decisions(5).ShouldBe(Decisions(5));
        Decisions(5).ShouldNotBe(Decisions(6));
    }

    [Fact]
    public void A_masked_fault_leaves_the_draws_of_the_others_alone()
    {
        var all = Decisions(5);
        var left = all[2].Mark;
        var masked = Decisions(5, left);

        masked.Select(each => each with { Masked = false }).ShouldBe(all);
        masked.Where(each => each.Masked).ShouldHaveSingleItem().Mark.ShouldBe(left);
    }

    [Fact]
    public void The_log_of_a_shard_tells_its_whole_story()
    {
        Now(CommitAsync());
        _store.ForceSteal(0, Node);

        var log = _store.State.Shards[0].Log;

        log.Select(entry => (entry.LogSeq, entry.Epoch)).ShouldBe([(1, 1), (2, 1), (3, 2)]);
        log[1].ShouldBeOfType<ShardLogEntry.Tasks>().Content.BatchId.ShouldBe(Batch().BatchId);
    }

    private static List<FaultDecision> Decisions(int seed, params FaultMark[] mask)
    {
        var store = new SimulatedStore(new VirtualTime(Start, 1), seed)
        {
            Rates = new() { LostRequest = 0.1, LostAck = 0.1, LateApply = 0.1, Refused = 0.1, Slow = 0.1 },
            Allows = mark => !mask.Contains(mark),
        };
        var ports = store.Connect("a");
        for (var call = 0; call < 100; call++) _ = ports.Membership.RenewAsync(Node, Never);
        return [.. store.Decisions];
    }

    private static T Now<T>(Task<T> task)
    {
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private ShardBatch Batch()
    {
        var step = TaskRules.Create(new(new("t"), new TaskTemplate { Executor = "noop" }, Start, Start));
        return new(_shard.Term, _shard.LogSeq, new Guid(2, 0, 0, new byte[8])) { PreviousBatch = _shard.BatchId, Changes = [new(ChangeKind.Insert, step.After)], History = [step.Entry] };
    }

    private Task<CommitOutcome> CommitAsync() => _ports.Shards.CommitAsync(Batch(), Never);

    private bool IsThere() => _store.State.Shards[0].Live.ContainsKey("t");
}
