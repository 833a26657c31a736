using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Testing;

public sealed class TestSchedulerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public sealed record Letter(string To);

    public sealed class Post
    {
        public List<(string To, DateTimeOffset At)> Sent { get; } = [];
    }

    [Task("send-letter"), Schedule("0 9 * * *", Input = """{"to":"all"}""")]
    public sealed class SendLetter(Post post, TimeProvider time) : ITaskHandler<Letter>
    {
        public async Task HandleAsync(Letter input, TaskContext context, CancellationToken cancel)
        {
            await Task.Delay(TimeSpan.FromSeconds(20), time, cancel);
            post.Sent.Add((input.To, time.GetUtcNow()));
            context.Logger.LogSent(input.To);
        }
    }

    [Fact]
    public async Task A_handler_waits_on_the_clock_of_the_test()
    {
        await using var scheduler = await StartAsync(options => options.Services.AddTaskHandler<SendLetter>("send-letter"));
        var start = scheduler.Now;
        start.ShouldBe(new TestSchedulerOptions().Start);
        var task = await scheduler.EnqueueAsync<SendLetter, Letter>(new("anna"), task => task with { Delay = 10 * Minute });

        await scheduler.Advance(10 * Minute);
        (await scheduler.GetAsync(task.Id)).ShouldNotBeNull().Status.ShouldBe(WireStatus.Running);
        await scheduler.Advance(Minute);

        scheduler.Services.GetRequiredService<Post>().Sent.ShouldBe([("anna", start + TimeSpan.FromSeconds(620))]);
        (await scheduler.GetAsync(task.Id)).ShouldNotBeNull().Status.ShouldBe(WireStatus.Succeeded);
        (await scheduler.HistoryAsync(task.Id)).Select(step => step.Type).ShouldBe(["created", "started", "succeeded"]);
        (await scheduler.OutputAsync(task.Id)).ShouldContain("sent to anna");
    }

    [Fact]
    public async Task A_schedule_beside_a_handler_fires_on_the_clock_of_the_test()
    {
        await using var scheduler = await StartAsync(options => options.Services.AddTaskHandler<SendLetter>("send-letter"));

        await scheduler.Advance(TimeSpan.FromDays(2));

        (await scheduler.OccurrencesAsync("send-letter")).Select(each => (each.At.Hour, each.Outcome)).ShouldBe([(9, "created"), (9, "created")]);
        (await scheduler.TasksAsync("send-letter")).ShouldAllBe(task => task.Status == WireStatus.Succeeded);
        (await scheduler.GetScheduleAsync("send-letter")).ShouldNotBeNull().Cron.ShouldBe("0 9 * * *");
    }

    [Fact]
    public async Task A_fake_fails_as_often_as_it_is_told_and_the_retries_come_when_they_are_due()
    {
        FakeExecutor card = null!;
        await using var scheduler = await StartAsync(options => card = options.AddFake("charge-card").Fails(2));
        await scheduler.SubmitAsync(new() { Id = "order-1", Executor = "charge-card", Retry = new() { Delay = Minute, BackoffRate = 2 } });

        await scheduler.RunUntilIdle();
        (await scheduler.GetAsync("order-1")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Retrying);
        await scheduler.Advance(5 * Minute);

        (await scheduler.GetAsync("order-1")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Succeeded);
        card.Attempts.Select(each => each.Number).ShouldBe([1, 2, 3]);
        (card.Attempts[2].BeganAt - card.Attempts[1].BeganAt).ShouldBe(2 * Minute, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_fake_that_hangs_ends_by_its_timeout_and_by_a_cancellation()
    {
        FakeExecutor slow = null!;
        await using var scheduler = await StartAsync(options => slow = options.AddFake("slow").HangsUntilCancelled());
        await scheduler.SubmitAsync(new() { Id = "late", Executor = "slow", Timeout = 2 * Minute, Retry = new() { MaxRetries = 0 } });
        await scheduler.SubmitAsync(new() { Id = "gone", Executor = "slow" });
        await scheduler.Advance(Minute);
        await scheduler.CancelAsync("gone", "no more");

        await scheduler.RunUntilIdle();

        (await scheduler.GetAsync("late")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Failed);
        (await scheduler.GetAsync("gone")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Cancelled);
        slow.Attempts.ShouldAllBe(attempt => attempt.WasCancelled);
        (slow.Attempts.Single(each => each.TaskId == "late").EndedAt - slow.Attempts[0].BeganAt).ShouldNotBeNull().ShouldBe(2 * Minute, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_runs_is_run_to_its_end_without_saying_for_how_long()
    {
        await using var scheduler = await StartAsync(options => options.AddFake("long").Succeeds(new { Pages = 3 }).Takes(5 * Minute));
        var start = scheduler.Now;
        await scheduler.SubmitAsync(new() { Id = "long", Executor = "long", Timeout = 10 * Minute });

        await scheduler.RunUntilIdle();

        var task = (await scheduler.GetAsync("long")).ShouldNotBeNull();
        (task.Status, task.Result!.Data!.Value.GetRawText()).ShouldBe((WireStatus.Succeeded, """{"pages":3}"""));
        (scheduler.Now - start).ShouldBeInRange(5 * Minute, 6 * Minute);
    }

    [Fact]
    public async Task A_handler_may_await_what_is_not_of_the_simulation_and_time_stands_for_it()
    {
        await using var scheduler = await StartAsync(options => options.Services.AddTask("read", async (TaskContext task, ITaskScheduler tasks, CancellationToken cancel) =>
        {
            var text = await File.ReadAllTextAsync(typeof(TestSchedulerTests).Assembly.Location, cancel).ConfigureAwait(false);
            await Task.Run(() => Thread.Yield(), cancel).ConfigureAwait(false);
            await tasks.EnqueueAsync("next", text.Length, next => next with { Id = $"after-{task.TaskId}" }, cancel);
            return text.Length > 0;
        }).AddTask("next", (int length) => length));
        var start = scheduler.Now;
        await scheduler.SubmitAsync(new() { Id = "file", Executor = "read" });

        await scheduler.RunUntilIdle();

        (await scheduler.TasksAsync()).Select(task => (task.Id, task.Status)).ShouldBe([("file", WireStatus.Succeeded), ("after-file", WireStatus.Succeeded)], ignoreOrder: true);
        (scheduler.Now - start).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_handler_that_awaits_what_never_ends_is_named()
    {
        var never = new TaskCompletionSource();
        await using var scheduler = await StartAsync(options =>
        {
            options.RealAwaitLimit = TimeSpan.FromMilliseconds(50);
            options.Services.AddTask("stuck", () => never.Task);
        });
        await scheduler.SubmitAsync(new() { Id = "t", Executor = "stuck" });

        var told = await Should.ThrowAsync<HandlerNotDoneException>(() => scheduler.Advance(Minute));
        told.Attempts.ShouldBe(["stuck, task t, attempt 1"]);
        told.Message.ShouldContain("FakeExecutor");
        never.SetResult();
        await scheduler.RunUntilIdle();

        (await scheduler.GetAsync("t")).ShouldNotBeNull().Status.ShouldBe(WireStatus.Succeeded);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        (await RunAsync(7)).ShouldBe(await RunAsync(7));

        static async Task<string> RunAsync(ulong seed)
        {
            await using var scheduler = await StartAsync(options =>
            {
                options.Seed = seed;
                options.AddFake("work").Fails(1).Takes(TimeSpan.FromSeconds(3));
            });
            for (var i = 0; i < 20; i++) await scheduler.SubmitAsync(new() { Executor = "work", Retry = new() { Delay = TimeSpan.FromSeconds(7), Jitter = 0.5 } });
            await scheduler.Advance(Minute);
            var steps = await Task.WhenAll((await scheduler.TasksAsync()).Select(task => scheduler.HistoryAsync(task.Id)));
            return string.Join('\n', steps.SelectMany(each => each).Select(step => $"{step.At:O} {step.Type} {step.Attempt}"));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_said_as_by_a_real_node()
    {
        (await Should.ThrowAsync<TaskHandlersException>(() => StartAsync(options => options.Services.AddTask("bad", [Schedule("61 * * * *")] () => 1))))
            .Message.ShouldContain("'61 * * * *'");
        await using var scheduler = await StartAsync(options => options.Services.AddTaskHandler<SendLetter>("send-letter"));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.EnqueueAsync("send-letter", new { To = 1 }))).Field.ShouldBe("payload.to");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.PutScheduleAsync(new() { Id = "x", Cron = "no", Task = new() { Executor = "noop" } })))
            .Message.ShouldContain("cron 'no'");
    }

    private static Task<TestScheduler> StartAsync(Action<TestSchedulerOptions> configure) => TestScheduler.StartAsync(options =>
    {
        options.Services.AddSingleton<Post>();
        configure(options);
    });
}
