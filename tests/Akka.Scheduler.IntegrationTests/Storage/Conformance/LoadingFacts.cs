using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>What an owner loads.</summary>
public abstract class LoadingFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly DateTimeOffset Later = Now.AddDays(1);

    [Fact]
    public async Task Waiting_tasks_come_by_next_start_and_then_by_id()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync([.. new[] { ("c", 2), ("a", 2), ("z", 1), ("b", 2), ("y", 3) }
            .Select(each => Sample.Create(Sample.Spec(each.Item1, Now.AddSeconds(each.Item2))))]);

        (await WaitingAsync(WaitingPosition.Start, Later, 10)).Ids().ShouldBe(["z", "a", "b", "c", "y"]);
    }

    [Fact]
    public async Task Ids_are_compared_ordinally()
    {
        var owner = await TakeAsync(0);
        string[] ids = ["a", "B", "_", "b", "A", "~", "-", "1", "a.", "a/", "10", "2"];
        await owner.ApplyAsync([.. ids.Select(id => Sample.Create(Sample.Spec(id)))]);

        (await WaitingAsync(WaitingPosition.Start, Later, 100)).Ids().ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_of_any_size_together_hold_every_task_once()
    {
        var owner = await TakeAsync(0);
        var all = Enumerable.Range(0, 57).Select(number => Sample.Spec($"t{number * 7919 % 57:D2}", Now.AddSeconds(number / 10))).ToList();
        await owner.ApplyAsync([.. all.Select(Sample.Create)]);
        foreach (var size in new[] { 1, 2, 7, 10, 56, 57, 58 })
        {
            var seen = new List<string>();
            var position = WaitingPosition.Start;
            IReadOnlyList<TaskSnapshot> page;
            do
            {
                page = await WaitingAsync(position, Later, size);
                page.Count.ShouldBeLessThanOrEqualTo(size);
                seen.AddRange(page.Ids());
                if (page.Count > 0) position = new(page[^1].NextStartAt, page[^1].Id);
            }
            while (page.Count == size);

            seen.ShouldBe(all.OrderBy(spec => spec.DueAt).ThenBy(spec => spec.Id.Value, StringComparer.Ordinal).Select(spec => spec.Id.Value));
        }
    }

    [Fact]
    public async Task A_position_without_an_id_stands_before_all_tasks_of_its_instant()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(
            Sample.Create(Sample.Spec("earlier", Now.AddMicroseconds(-1))), Sample.Create(Sample.Spec("at", Now)), Sample.Create(Sample.Spec("b", Now)));

        (await WaitingAsync(new(Now, default), Later, 10)).Ids().ShouldBe(["at", "b"]);
        (await WaitingAsync(new(Now, new("at")), Later, 10)).Ids().ShouldBe(["b"]);
        (await WaitingAsync(new(Now, new("b")), Later, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_limit_of_time_is_met_to_the_microsecond()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(
            Sample.Create(Sample.Spec("before", Now.AddMicroseconds(-1))),
            Sample.Create(Sample.Spec("at", Now)),
            Sample.Create(Sample.Spec("after", Now.AddMicroseconds(1))));

        (await WaitingAsync(WaitingPosition.Start, Now, 10)).Ids().ShouldBe(["before", "at"]);
        (await WaitingAsync(WaitingPosition.Start, Now.AddMicroseconds(-1), 10)).Ids().ShouldBe(["before"]);
    }

    [Fact]
    public async Task Priorities_and_shards_are_loaded_apart()
    {
        var (here, there) = (await TakeAsync(0), await TakeAsync(1));
        foreach (var priority in Enum.GetValues<TaskPriority>())
            await here.ApplyAsync(Sample.Create(Sample.Spec($"{priority}").With(template => template with { Priority = priority })));
        await there.ApplyAsync(Sample.Create(Sample.Spec("elsewhere")));

        foreach (var priority in Enum.GetValues<TaskPriority>())
        {
            (await Store.Shards.LoadWaitingAsync(0, Sample.Lane(priority), WaitingPosition.Start, Later, 10, Never)).Ids().ShouldBe([$"{priority}"]);
        }

        (await Store.Shards.LoadWaitingAsync(1, Sample.Lane(), WaitingPosition.Start, Later, 10, Never)).Ids().ShouldBe(["elsewhere"]);
    }

    [Fact]
    public async Task Lanes_are_told_apart_by_queue_bucket_and_priority()
    {
        var owner = await TakeAsync(0);
        TaskSpec[] specs =
        [
            Sample.Spec("plain"),
            Sample.Spec("queue").With(template => template with { Queue = "Default" }),
            Sample.Spec("executor").With(template => template with { Executor = "http" }),
            Sample.Spec("needs").With(template => template with { Requires = new Dictionary<string, string> { ["zone"] = "a" } }),
            Sample.Spec("priority").With(template => template with { Priority = TaskPriority.Urgent }),
        ];
        await owner.ApplyAsync([.. specs.Select(Sample.Create), Sample.Create(Sample.Spec("plain-2"))]);
        await StartedAsync(await TakeAsync(1), "elsewhere");

        var lanes = await Store.Shards.LoadLanesAsync(0, Never);

        lanes.ShouldBe(specs.Select(Sample.Lane), ignoreOrder: true);
        foreach (var spec in specs[1..])
            (await Store.Shards.LoadWaitingAsync(0, Sample.Lane(spec), WaitingPosition.Start, Later, 10, Never)).Ids().ShouldBe([spec.Id.Value]);
        (await WaitingAsync(WaitingPosition.Start, Later, 10)).Ids().ShouldBe(["plain", "plain-2"]);
        (await Store.Shards.LoadLanesAsync(2, Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_several_lanes_come_in_the_order_in_which_they_were_asked_for_each_with_its_own_bounds()
    {
        var owner = await TakeAsync(0);
        string[] ids = ["d", "B", "a", "c", "_", "e"];
        var specs = new[] { "one", "two", "three" }.SelectMany(queue => ids.Select((id, number) =>
            Sample.Spec($"{queue}-{id}", Now.AddSeconds(number / 2)).With(template => template with { Queue = queue }))).ToList();
        await owner.ApplyAsync([.. specs.Select(Sample.Create)]);
        var (one, two, three) = (Sample.Lane(specs[0]), Sample.Lane(specs[6]), Sample.Lane(specs[12]));

        var pages = await Store.Shards.LoadWaitingAsync(
            0,
            [
                new(three, WaitingPosition.Start, Later, 100),
                new(one, WaitingPosition.Start, Later, 3),
                new(two with { Queue = "four" }, WaitingPosition.Start, Later, 100),
                new(two, new(Now, new("two-d")), Now.AddSeconds(1), 100),
            ],
            Never);

        pages.Select(page => string.Join(' ', page.Ids())).ShouldBe(["three-B three-d three-a three-c three-_ three-e", "one-B one-d one-a", "", "two-a two-c"]);
        (await Store.Shards.LoadWaitingAsync(1, [new(one, WaitingPosition.Start, Later, 9), new(two, WaitingPosition.Start, Later, 9)], Never))
            .ShouldAllBe(page => page.Count == 0);
    }

    [Fact]
    public async Task A_thousand_lanes_are_read_in_one_call()
    {
        var owner = await TakeAsync(0);
        var specs = Enumerable.Range(0, 1_000).Select(number => Sample.Spec($"t{number}").With(template => template with { Queue = $"q{number}" })).ToList();
        await owner.ApplyAsync([.. specs.Select(Sample.Create)]);

        var pages = await Store.Shards.LoadWaitingAsync(0, [.. specs.Select(spec => new LanePage(Sample.Lane(spec), WaitingPosition.Start, DateTimeOffset.MaxValue, 1))], Never);

        pages.Select(page => page.ShouldHaveSingleItem().Id).ShouldBe(specs.Select(spec => spec.Id));
    }

    [Fact]
    public async Task Every_lane_is_listed_once_however_many_there_are()
    {
        var owner = await TakeAsync(0);
        var specs = Enumerable.Range(0, 300).Select(number => Sample.Spec($"t{number}").With(template => template with
        {
            Queue = $"q{number % 7}",
            Executor = $"e{number % 13}",
            Priority = (TaskPriority)(number % 4),
        })).ToList();
        await owner.ApplyAsync([.. specs.Select(Sample.Create)]);

        (await Store.Shards.LoadLanesAsync(0, Never)).ShouldBe(specs.Select(Sample.Lane).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task The_bucket_that_is_stored_counts_and_stays()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        var elsewhere = created with { Step = created.Step with { After = created.After with { Bucket = 4_095 } } };
        await owner.ApplyAsync(elsewhere);
        await owner.ApplyAsync(Sample.Change(elsewhere.After, new(TaskPriority.Low, Now.AddHours(1), null)));

        var lane = new LaneKey("default", 4_095, TaskPriority.Low);
        (await Store.Shards.LoadLanesAsync(0, Never)).ShouldBe([lane]);
        (await Store.Shards.LoadWaitingAsync(0, lane, WaitingPosition.Start, Later, 10, Never)).ShouldHaveSingleItem().Bucket.ShouldBe(4_095);
        (await GetAsync("t", 0))!.Bucket.ShouldBe(4_095);
    }

    [Fact]
    public async Task A_changed_task_moves_to_its_new_priority_and_time()
    {
        var owner = await TakeAsync(0);
        var created = Sample.Create(Sample.Spec("t"));
        await owner.ApplyAsync(created);

        var changed = Sample.Change(created.After, new(TaskPriority.Low, Now.AddHours(1), null));
        await owner.ApplyAsync(changed);

        (await WaitingAsync(WaitingPosition.Start, Later, 10)).ShouldBeEmpty();
        (await Store.Shards.LoadWaitingAsync(0, Sample.Lane(TaskPriority.Low), WaitingPosition.Start, Now.AddHours(1), 10, Never))
            .ShouldHaveSingleItem().ShouldBeTask(changed.After);
    }

    [Fact]
    public async Task Retrying_tasks_wait_too_at_the_end_of_their_back_off()
    {
        var owner = await TakeAsync(0);
        var started = await StartedAsync(owner, "t");
        var failed = Sample.Fail(started.After);

        await owner.ApplyAsync(failed);

        failed.After.State.ShouldBe(TaskState.Retrying);
        (await WaitingAsync(WaitingPosition.Start, failed.After.NextStartAt.AddMicroseconds(-1), 10)).ShouldBeEmpty();
        (await WaitingAsync(WaitingPosition.Start, failed.After.NextStartAt, 10)).ShouldHaveSingleItem().ShouldBeTask(failed.After);
    }

    [Fact]
    public async Task Running_tasks_are_loaded_as_running_and_not_as_waiting()
    {
        var owner = await TakeAsync(0);
        var started = await StartedAsync(owner, "t");
        await owner.ApplyAsync(Sample.Create(Sample.Spec("waits")));
        await StartedAsync(await TakeAsync(1), "elsewhere");

        (await Store.Shards.LoadRunningAsync(0, Never)).ShouldHaveSingleItem().ShouldBeTask(started.After);
        (await WaitingAsync(WaitingPosition.Start, Later, 10)).Ids().ShouldBe(["waits"]);
    }

    [Fact]
    public async Task Finished_tasks_are_loaded_neither_way()
    {
        var owner = await TakeAsync(0);
        var started = await StartedAsync(owner, "t");
        await owner.ApplyAsync(Sample.Succeed(started.After));

        (await Store.Shards.LoadRunningAsync(0, Never)).ShouldBeEmpty();
        (await WaitingAsync(WaitingPosition.Start, Later, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_are_found_live_or_finished_and_missing_ones_are_left_out()
    {
        var owner = await TakeAsync(0);
        var (live, finished) = (Sample.Create(Sample.Spec("live")), Sample.CreateFinished(Sample.Spec("finished")));
        await owner.ApplyAsync(live, finished);
        await (await TakeAsync(1)).ApplyAsync(Sample.Create(Sample.Spec("elsewhere")));

        var found = await Store.Shards.FindAsync(0, [new("finished"), new("missing"), new("live"), new("elsewhere"), new("live")], Never);

        found.Count.ShouldBe(2);
        found.Single(task => task.Id.Value == "live").ShouldBeTask(live.After);
        found.Single(task => task.Id.Value == "finished").ShouldBeTask(finished.After);
        (await Store.Shards.FindAsync(0, [], Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_tasks_are_found_in_one_call()
    {
        var owner = await TakeAsync(0);
        var ids = Enumerable.Range(0, 1000).Select(number => new TaskId($"t{number}")).ToList();
        await owner.ApplyAsync([.. ids.Select(id => Sample.Create(Sample.Spec(id.Value)))]);

        (await Store.Shards.FindAsync(0, [.. ids, .. ids.Select(id => new TaskId(id.Value + "x"))], Never)).Ids().ShouldBe(
            ids.Select(id => id.Value), ignoreOrder: true);
    }

    private static async Task<Move> StartedAsync(ShardWriter owner, string id)
    {
        var created = Sample.Create(Sample.Spec(id));
        var started = Sample.Start(created.After);
        await owner.ApplyAsync(created);
        await owner.ApplyAsync(started);
        return started;
    }

    private Task<IReadOnlyList<TaskSnapshot>> WaitingAsync(WaitingPosition after, DateTimeOffset until, int limit) =>
        Store.Shards.LoadWaitingAsync(0, Sample.Lane(), after, until, limit, Never);
}
