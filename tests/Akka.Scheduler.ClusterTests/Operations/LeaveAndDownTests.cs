using Akka.Scheduler.Client.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Operations;

/// <summary>What an operator does to a node of a running cluster with <c>schedctl</c>.</summary>
public sealed class LeaveAndDownTests
{
    private const string Beat = "beat";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_node_that_is_asked_to_leave_hands_everything_over_and_exits_with_0_and_no_instant_is_missed()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await StartBeatAsync(nodes);

        var left = await nodes.SchedctlAsync("cluster", "leave", "first");
        (left.ExitCode, left.Output.Trim()).ShouldBe((0, "first is leaving"), left.Error);
        (await nodes.First.Process.ExitAsync(Patience)).ShouldBe(0);
        nodes.First.Process.Output.StandardError.ShouldContain("The cluster wants this node to leave");
        await nodes.SecondServesAllAsync();
        await TwoNodes.UntilAsync(
            "the second node has seen that the first one left",
            async () => (await nodes.Client(nodes.Second).Cluster.StatusAsync()).Nodes.Single(node => node.Id == "first").State == "left");

        (await EndBeatAsync(nodes)).ShouldAllBe(task => task.Status == WireStatus.Succeeded);
        (await nodes.Second.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_is_declared_dead_exits_with_1_and_says_why_and_the_other_goes_on()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await StartBeatAsync(nodes);

        var refused = await nodes.SchedctlAsync("cluster", "down", "first");
        refused.ExitCode.ShouldBe(4);
        refused.Error.ShouldContain("--force");
        nodes.First.Process.HasExited.ShouldBeFalse();

        var down = await nodes.SchedctlAsync("cluster", "down", "first", "--force");
        (down.ExitCode, down.Output.Trim()).ShouldBe((0, "first is declared dead"), down.Error);
        (await nodes.First.Process.ExitAsync(Patience)).ShouldBe(1);
        nodes.First.Process.Output.StandardError.ShouldContain("The node stops: another incarnation has replaced this node, or declared it dead");
        await nodes.SecondServesAllAsync();

        (await EndBeatAsync(nodes)).ShouldAllBe(task => task.Status == WireStatus.Succeeded);
        (await nodes.Second.TerminateAsync()).ShouldBe(0);
    }

    private static async Task StartBeatAsync(TwoNodes nodes)
    {
        await nodes.Client(nodes.First).Schedules.UpsertAsync(new()
        {
            Id = Beat,
            Every = Interval,
            Misfire = WireMisfire.FireAll,
            Overlap = WireOverlap.Allow,
            Task = new() { Executor = "noop", Retry = new() { Delay = TimeSpan.FromMilliseconds(100) } },
        });
        await MoreThanAsync(nodes, 8);
    }

    /// <summary>Lets the schedule go on for a while, stops it, and answers its tasks when the last one has ended: one for each instant.</summary>
    private static async Task<List<TaskView>> EndBeatAsync(TwoNodes nodes)
    {
        var client = nodes.Client(nodes.Second);
        await MoreThanAsync(nodes, (await nodes.TasksOfAsync(Beat)).Count + 8);
        await client.Schedules.PauseAsync(Beat);
        List<TaskView> tasks = [];
        await TwoNodes.UntilAsync("every task has ended", async () => (tasks = await nodes.TasksOfAsync(Beat)).TrueForAll(task => task.FinishedAt is not null));

        DateTimeOffset[] instants = [.. tasks.Select(task => task.ScheduledTime!.Value).Order()];
        instants.Zip(instants.Skip(1), static (one, next) => next - one).ShouldAllBe(step => step == Interval);
        return tasks;
    }

    private static Task MoreThanAsync(TwoNodes nodes, int count) =>
        TwoNodes.UntilAsync($"the schedule has made more than {count} tasks", async () => (await nodes.TasksOfAsync(Beat)).Count > count);
}
