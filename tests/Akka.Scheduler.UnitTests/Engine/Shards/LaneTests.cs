using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Shards;

/// <summary>What waits for something of its own stands in nobody else's way, and memory follows the windows.</summary>
public sealed class LaneTests
{
    private const int Many = 2_000;

    [Fact]
    public void Many_due_tasks_of_a_paused_queue_hold_up_no_other_queue_of_the_same_priority()
    {
        var node = Node(out _);
        node.Change("held", new QueueChange.Pause(null, "anna"));
        Fill(node, "held");
        node.Kill();
        node.StartServing();
        node.Submit(node.New("free"));
        node.Advance(1);

        node.Starts("free").Length.ShouldBe(1);
    }

    [Fact]
    public void Many_due_tasks_of_an_executor_without_a_worker_hold_up_no_other_of_the_same_queue()
    {
        var node = Node(out _);
        Fill(node, TaskTemplate.DefaultQueue, template => template with { Executor = "ghost" });
        node.Submit([.. Enumerable.Range(0, 50).Select(i => node.New($"real-{i}", TimeSpan.FromMinutes(2)))]);
        node.Kill();
        node.StartServing();
        node.Advance(130);

        node.Executor.Runs.Count.ShouldBe(50);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_is_inserted_beyond_the_windows_leaves_memory_and_starts_in_order_when_its_turn_comes()
    {
        var node = Node(out var reads, capacity: 4);
        node.Change("held", new QueueChange.Pause(null, "anna"));
        var ids = Fill(node, "held");
        reads().Pages.ShouldBeLessThan(10);
        node.Change("held", new QueueChange.Resume());
        node.Advance(60);

        node.Executor.Runs.Count.ShouldBe(Many);
        node.Executor.Runs.Select(run => run.Attempt.Task.Value).ShouldBe(ids);
        // At most twice a window of 20 could stay: all others were read back.
        reads().Read["held"].ShouldBeGreaterThanOrEqualTo(Many - 40);
        node.ShouldBeSound();
    }

    [Fact]
    public void What_comes_while_pages_are_read_is_neither_lost_nor_started_twice()
    {
        var node = Node(out _, capacity: 16);
        node.Store.Rates = node.Store.Rates with { LatencyFrom = TimeSpan.FromMilliseconds(20), LatencyTo = TimeSpan.FromMilliseconds(200) };
        node.Executor.Script = attempt => attempt.Number == 1 && attempt.Task.Value.EndsWith('7') ? ScriptedAttempt.Fails() : ScriptedAttempt.Succeeds(TimeSpan.FromMilliseconds(50));
        for (var round = 0; round < 20; round++)
        {
            node.Submit([.. Enumerable.Range(0, 60).Select(i => node.New(
                $"t{round}-{i}", TimeSpan.FromSeconds(i % 9 * 3), template => template with { Queue = $"q{i % 3}", Priority = (TaskPriority)(i % 2), Retry = new(3, TimeSpan.FromSeconds(4), 1, TimeSpan.FromHours(1), 0) }))]);
        }

        node.Advance(600);
        node.Shard().Archive.Count.ShouldBe(1_200);
        node.ShouldBeSound();
    }

    [Fact]
    public void Many_lanes_share_the_room_and_read_a_few_pages_at_once()
    {
        var node = Node(out var reads, capacity: 8, window: 100);
        for (var queue = 0; queue < 100; queue++) node.Change($"q{queue}", new QueueChange.Pause(null, "anna"));
        for (var queue = 0; queue < 100; queue++) Fill(node, $"q{queue}", count: 30);
        node.Kill();
        node.StartServing();
        node.Advance(5);
        reads().LargestPage.ShouldBe(4);
        reads().MostAtOnce.ShouldBeLessThanOrEqualTo(4);
        for (var queue = 0; queue < 100; queue++) node.Change($"q{queue}", new QueueChange.Resume());
        node.Advance(60);

        node.Executor.Runs.Count.ShouldBe(3_000);
        node.ShouldBeSound();
    }

    [Fact]
    public void Many_small_lanes_are_read_in_few_calls_of_a_page_each()
    {
        var node = Node(out var reads, window: 2_000, pageSize: 1_000);
        for (var queue = 0; queue < 500; queue++) node.Change($"q{queue}", new QueueChange.Pause(null, "anna"));
        for (var queue = 0; queue < 500; queue++) Fill(node, $"q{queue}", count: 2);
        node.Kill();
        node.StartServing();
        node.Advance(5);

        // Each lane is read, and then asked whether there is more.
        reads().Read.Values.Sum().ShouldBe(1_000);
        reads().Pages.ShouldBe(1_000);
        reads().Calls.ShouldBeLessThan(15);
        reads().LargestCall.ShouldBeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public void Behind_tasks_that_expire_no_later_a_task_beyond_the_window_expires_in_its_time()
    {
        var node = Node(out _);
        node.Change("held", new QueueChange.Pause(null, "anna"));
        var ids = Fill(node, "held", template => template with { Ttl = TimeSpan.FromMinutes(1) }, count: 500);
        node.Advance(59);
        ids.Select(id => node.Stored(id)!.State).ShouldAllBe(state => state == TaskState.Pending);
        node.Advance(11);

        ids.Select(id => node.Stored(id)!.State).ShouldAllBe(state => state == TaskState.Expired);
        node.ShouldBeSound();
    }

    [Fact]
    public void Behind_a_window_of_tasks_that_wait_on_a_task_is_recorded_as_expired_when_its_turn_comes_and_never_starts()
    {
        var node = Node(out _);
        node.Change("held", new QueueChange.Pause(null, "anna"));
        Fill(node, "held", count: 100);
        node.Submit(node.New("late", TimeSpan.FromSeconds(1), change: template => template with { Queue = "held", Ttl = TimeSpan.FromMinutes(1) }));
        node.Kill();
        node.StartServing();
        node.Advance(120);
        node.Stored("late")!.State.ShouldBe(TaskState.Pending);

        node.Change("held", new QueueChange.Resume());
        node.Advance(60);
        node.Stored("late")!.State.ShouldBe(TaskState.Expired);
        node.Executor.Runs.Count.ShouldBe(100);
        node.ShouldBeSound();
    }

    private static SimulatedNode Node(out Func<ReadCounter> reads, int capacity = 8, int window = 20, int pageSize = 10)
    {
        var node = EngineCase.Node(
            capacity: capacity, shards: settings => settings with { Horizon = TimeSpan.FromMinutes(1), PageSize = pageSize, MaxLivePerLane = window });
        ReadCounter? counter = null;
        node.Between = ports => ports with { Shards = counter = new(ports.Shards) };
        reads = () => counter!;
        return node.Serving();
    }

    private static List<string> Fill(SimulatedNode node, string queue, Func<TaskTemplate, TaskTemplate>? change = null, int count = Many)
    {
        var ids = new List<string>();
        foreach (var batch in Enumerable.Range(0, count).Select(i => $"{queue}-{i:D5}").Chunk(500))
        {
            var number = ids.Count;
            node.Submit([.. batch.Select(id =>
            {
                var task = node.New(id, change: template => (change ?? (same => same))(template with { Queue = queue })).Spec;
                return new NewTask(task with { DueAt = task.DueAt.AddMicroseconds(number++) }, IdChosenByCaller: false);
            })]);
            ids.AddRange(batch);
        }

        return ids;
    }
}
