using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>A sound history that was tampered with is not sound any more: the checker of the seeded runs has teeth.</summary>
public sealed class HistoryCheckerTests
{
    [Fact]
    public void A_missing_log_entry_is_noticed() =>
        Problems(log => log.RemoveAt(log.Count - 2)).ShouldContain(problem => problem.Contains("follows", StringComparison.Ordinal));

    [Fact]
    public void A_start_before_the_due_instant_is_noticed() =>
        Problems(log => Change(log, TransitionType.Started, entry => entry with { At = entry.At.AddDays(-1) }))
            .ShouldContain(problem => problem.Contains("before", StringComparison.Ordinal));

    [Fact]
    public void A_step_that_is_not_legal_is_noticed() =>
        Problems(log => Change(log, TransitionType.Succeeded, entry => entry with { From = TaskState.Pending }))
            .ShouldContain(problem => problem.Contains("is not legal", StringComparison.Ordinal));

    [Fact]
    public void A_gap_in_a_tasks_numbers_is_noticed() =>
        Problems(log => Change(log, TransitionType.Succeeded, entry => entry with { Seq = 9 }))
            .ShouldContain(problem => problem.Contains("entry 9", StringComparison.Ordinal));

    [Fact]
    public void A_write_in_an_epoch_that_is_over_is_noticed() =>
        Problems(log => log[^1] = log[^1] with { Epoch = 7 }).ShouldContain(problem => problem.Contains("epoch 7", StringComparison.Ordinal));

    [Fact]
    public void A_task_that_was_acknowledged_and_is_gone_is_noticed()
    {
        var node = Ran();
        HistoryChecker.Problems(node.Store.State, node.Executor.Runs, [new("gone")]).ShouldHaveSingleItem().ShouldContain("acknowledged");
    }

    [Fact]
    public void An_attempt_that_ran_twice_is_noticed()
    {
        var node = Ran();
        HistoryChecker.Problems(node.Store.State, [.. node.Executor.Runs, .. node.Executor.Runs], []).ShouldContain(problem => problem.Contains("ran 2 times", StringComparison.Ordinal));
    }

    private static SimulatedNode Ran()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(node.New("t", TimeSpan.FromSeconds(1), template => template with { Delivery = DeliveryGuarantee.AtMostOnce }));
        node.Advance(5);
        node.ShouldBeSound();
        return node;
    }

    private static IReadOnlyList<string> Problems(Action<List<ShardLogEntry>> tamper)
    {
        var node = Ran();
        var log = node.Shard().Log.ToList();
        tamper(log);
        var state = node.Store.State;
        state = state with { Shards = state.Shards.SetItem(0, node.Shard() with { Log = [.. log] }) };
        return HistoryChecker.Problems(state, node.Executor.Runs, []);
    }

    private static void Change(List<ShardLogEntry> log, TransitionType type, Func<HistoryEntry, HistoryEntry> change)
    {
        var at = log.FindIndex(entry => entry is ShardLogEntry.Tasks tasks && tasks.Content.History.Any(step => step.Type == type));
        var content = ((ShardLogEntry.Tasks)log[at]).Content;
        HistoryEntry[] history = [.. content.History.Select(step => step.Type == type ? change(step) : step)];
        log[at] = (ShardLogEntry.Tasks)log[at] with { Content = content with { History = history } };
    }
}
