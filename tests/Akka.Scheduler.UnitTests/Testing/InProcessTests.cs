using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Testing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Testing;

/// <summary>What an application can ask of the node inside it.</summary>
public sealed class InProcessTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public sealed record Sum(int A, int B);

    public sealed record Total(int Value);

    [Task("add")]
    public sealed class Add(TimeProvider time) : ITaskHandler<Sum, Total>
    {
        public async Task<Total> HandleAsync(Sum input, TaskContext context, CancellationToken cancel)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), time, cancel);
            return input.A < 0 ? throw new NonRetryableException("negative") : new(input.A + input.B);
        }
    }

    [Fact]
    public async Task The_end_of_a_task_is_waited_for_and_its_result_read()
    {
        await using var scheduler = await StartAsync();
        var task = await scheduler.EnqueueAsync<Add, Sum>(new(2, 3), task => task with { Delay = Minute });

        (await scheduler.WaitForResultAsync<Total>(task.Id)).ShouldBe(new Total(5));

        scheduler.Now.ShouldBe(new TestSchedulerOptions().Start + TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(5));
        (await scheduler.WaitAsync(task.Id)).Status.ShouldBe(WireStatus.Succeeded);
    }

    [Fact]
    public async Task Who_waits_for_the_result_of_a_task_that_fails_is_told_why()
    {
        await using var scheduler = await StartAsync();
        await scheduler.EnqueueAsync<Add, Sum>(new(-1, 3), task => task with { Id = "bad" });

        var failed = await Should.ThrowAsync<TaskNotSucceededException>(() => scheduler.WaitForResultAsync<Total>("bad"));

        failed.Message.ShouldBe("Task 'bad' has not succeeded, but is failed (error): negative");
        failed.Task.Attempt.ShouldBe(1);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.WaitAsync("nobody"))).Code.ShouldBe("notFound");
    }

    [Fact]
    public async Task A_handler_may_wait_for_a_task_that_it_submits()
    {
        await using var scheduler = await StartAsync(options => options.Services.AddTask("double", async (Total input, ITaskScheduler inner, CancellationToken cancel) =>
        {
            var task = await inner.EnqueueAsync<Add, Sum>(new(input.Value, input.Value), cancel: cancel);
            return await inner.WaitForResultAsync<Total>(task.Id, cancel);
        }));
        await scheduler.EnqueueAsync("double", new Total(21), task => task with { Id = "d" });

        (await scheduler.WaitForResultAsync<Total>("d")).ShouldBe(new Total(42));
    }

    [Fact]
    public async Task To_wait_for_a_task_that_does_not_exist_is_refused_by_its_field()
    {
        await using var scheduler = await StartAsync();

        var refused = await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(new() { Id = "child", Executor = "noop", DependsOn = ["nobody"] }));

        (refused.Status, refused.Code, refused.Field).ShouldBe((400, "unknownDependency", "dependsOn[0]"));
        refused.Message.ShouldContain("names 'nobody', and there is no such task");
        (await scheduler.GetAsync("child")).ShouldBeNull();
    }

    [Fact]
    public async Task What_follows_a_task_is_made_with_it()
    {
        await using var scheduler = await StartAsync();
        await scheduler.SubmitAsync(new() { Id = "first", Executor = "noop", OnSuccess = new() { Executor = "noop" }, OnFailure = new() { Executor = "noop" } });

        (await scheduler.WaitAsync("first.onSuccess")).Status.ShouldBe(WireStatus.Succeeded);
        (await scheduler.WaitAsync("first.onFailure")).Reason.ShouldBe("notNeeded");
    }

    [Fact]
    public async Task A_batch_makes_tasks_that_wait_for_each_other_and_one_that_comes_after_them()
    {
        await using var scheduler = await StartAsync();

        var reply = await scheduler.SubmitBatchAsync(new()
        {
            Tasks = [new() { Id = "b", Executor = "noop", DependsOn = ["a"] }, new() { Id = "a", Executor = "noop" }, new() { Id = "c", Executor = "nothing-such" }],
            Then = new() { Id = "after", Executor = "noop" },
        });

        reply.Items.Select(item => item.Outcome).ShouldBe(["created", "created", "rejected"]);
        reply.Items[2].Error!.Field.ShouldBe("tasks[2].executor");
        reply.BatchId.ShouldBe("after");
        (await scheduler.WaitAsync("after")).Status.ShouldBe(WireStatus.Succeeded);
        (await scheduler.GetAsync("b"))!.Status.ShouldBe(WireStatus.Succeeded);
    }

    [Fact]
    public async Task A_taken_unique_key_is_refused_with_its_holder()
    {
        await using var scheduler = await StartAsync();
        await scheduler.SubmitAsync(new() { Id = "one", Executor = "noop", Delay = Minute, UniqueKey = "k" });

        var refused = await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(new() { Executor = "noop", UniqueKey = "k" }));

        (refused.Status, refused.Code, refused.Field, refused.Problem.TaskId).ShouldBe((409, "uniqueKeyTaken", "uniqueKey", "one"));
    }

    [Fact]
    public async Task A_finished_task_is_run_again()
    {
        await using var scheduler = await StartAsync();
        await scheduler.EnqueueAsync<Add, Sum>(new(-1, 3), task => task with { Id = "bad" });
        await scheduler.WaitAsync("bad");

        (await scheduler.RetryAsync("bad")).Status.ShouldBe(WireStatus.Queued);

        (await scheduler.WaitAsync("bad")).Attempt.ShouldBe(2);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.RetryAsync("nobody"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_schedule_is_made_changed_paused_triggered_and_deleted()
    {
        await using var scheduler = await StartAsync();
        var made = await scheduler.PutScheduleAsync<Add, Sum>("sums", "0 9 * * *", new(1, 1), schedule => schedule with { TimeZone = "Europe/Berlin" });
        (made.Version, made.Task.Executor, made.TimeZone).ShouldBe((1, "add", "Europe/Berlin"));

        (await scheduler.PauseScheduleAsync("sums", "stocktaking")).PausedReason.ShouldBe("stocktaking");
        (await scheduler.PutScheduleAsync<Add, Sum>("sums", "0 10 * * *", new(1, 2))).State.ShouldBe("paused");
        var task = await scheduler.TriggerScheduleAsync("sums");
        (await scheduler.WaitForResultAsync<Total>(task.Id)).ShouldBe(new Total(3));
        (await scheduler.ResumeScheduleAsync("sums")).State.ShouldBe("active");

        (await scheduler.DeleteScheduleAsync("sums")).ShouldBeTrue();
        (await scheduler.DeleteScheduleAsync("sums")).ShouldBeFalse();
        (await scheduler.GetScheduleAsync("sums")).ShouldBeNull();
        var refused = await Should.ThrowAsync<SchedulerException>(() => scheduler.PutScheduleAsync<Add, Sum>("sums", "0 25 * * *", new(1, 2)));
        (refused.Field, refused.Status).ShouldBe(("cron", 400));
    }

    [Fact]
    public async Task Instants_that_are_held_are_among_the_occurrences()
    {
        await using var scheduler = await StartAsync(options => options.AddFake("slow").Takes(TimeSpan.FromHours(5)));
        await scheduler.PutScheduleAsync(new() { Id = "s", Cron = "0 * * * *", Overlap = WireOverlap.Queue, Task = new() { Executor = "slow", Timeout = TimeSpan.FromHours(6) } });

        await scheduler.Advance(TimeSpan.FromMinutes(190));

        (await scheduler.OccurrencesAsync("s")).Select(each => (each.At.Hour, each.Outcome, each.TaskStatus))
            .ShouldBe([(9, "created", "running"), (10, "waiting", null), (11, "waiting", null)]);
        (await scheduler.GetScheduleAsync("s"))!.Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task A_calendar_is_heeded_by_a_schedule_and_by_what_is_shown_of_it()
    {
        await using var scheduler = await StartAsync();
        await scheduler.PutCalendarAsync("holidays", new() { Dates = ["2026-03-02"] });
        var made = await scheduler.PutScheduleAsync(new() { Id = "s", Cron = "0 7 * * *", Calendars = ["holidays"], Task = new() { Executor = "noop" } });

        made.NextAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 7, 0, 0, TimeSpan.Zero));
        await scheduler.Advance(TimeSpan.FromDays(3));

        (await scheduler.OccurrencesAsync("s")).Select(each => (each.At.Day, each.Outcome)).ShouldBe([(2, "skipped"), (3, "created"), (4, "created")]);
        var refused = await Should.ThrowAsync<SchedulerException>(
            () => scheduler.PutScheduleAsync(new() { Id = "t", Cron = "0 7 * * *", Calendars = ["nowhere"], Task = new() { Executor = "noop" } }));
        refused.Field.ShouldBe("calendars");
    }

    private static Task<TestScheduler> StartAsync(Action<TestSchedulerOptions>? configure = null) => TestScheduler.StartAsync(options =>
    {
        options.Services.AddTaskHandler<Add>("add");
        configure?.Invoke(options);
    });
}
