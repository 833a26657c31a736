using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class PipeToSelfTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Outcomes_become_messages(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        var task = new TaskCompletionSource<int>();
        var plain = new TaskCompletionSource();
        actor.Do(context =>
        {
            context.PipeToSelf(task.Task, result => $"result {result}", _ => "wrong");
            context.PipeToSelf(task.Task, "with state", (state, result) => $"{state} {result}", (_, _) => "wrong");
            context.PipeToSelf(new ValueTask<int>(9), "value", (state, result) => $"{state} {result}", (_, _) => "wrong");
            context.PipeToSelf(plain.Task, () => "done", _ => "wrong");
            context.PipeToSelf(Task.FromException<int>(new Planned("failure")), _ => "wrong", failure => failure.Message);
            context.PipeToSelf(Task.FromException(new Planned("plain failure")), () => "wrong", failure => failure.Message);
            context.PipeToSelf(Task.FromCanceled<int>(new CancellationToken(true)), _ => "wrong", failure => failure.GetType().Name);
        });
        world.Settle(actor);
        task.SetResult(7);
        plain.SetResult();
        string[] expected = ["result 7", "with state 7", "value 9", "done", "failure", "plain failure", nameof(TaskCanceledException)];
        foreach (var entry in expected)
            world.Await(entry);
        world.Journal.Entries.Length.ShouldBe(expected.Length);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_finished_task_is_never_delivered_within_the_call(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context =>
        {
            context.PipeToSelf(Task.FromResult(1), _ => "piped", _ => "wrong");
            world.Journal.Add("returned");
        });
        world.Await("piped");
        world.Journal.Entries.ShouldBe(["returned", "piped"]);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_map_that_throws_is_the_actors_failure(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal), supervision: Supervision.Stop);
        actor.Do(context => context.PipeToSelf(Task.FromResult(1), _ => throw new Planned("map"), _ => "wrong"));
        world.Await("stopped");
        world.Failures.ShouldHaveSingleItem().Cause.ShouldBeOfType<Planned>();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void What_completes_after_the_end_is_dropped(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal));
        var task = new TaskCompletionSource<int>();
        actor.Do(context => context.PipeToSelf(task.Task, _ => "wrong", _ => "wrong"));
        world.Settle(actor);
        world.Await(world.System.StopAsync(actor));
        task.SetException(new Planned("late"));
        world.Journal.Entries.ShouldBe(["stopped"]);
        world.System.DeadLetters.Count.ShouldBe(0);
    }

    [Fact]
    public void Asynchronous_code_of_an_actor_runs_on_the_simulations_thread_in_its_time()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var thread = Environment.CurrentManagedThreadId;
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context => context.PipeToSelf(Work(context.Time), span => $"after {span.TotalSeconds}", failure => failure.ToString()));
        world.Simulation!.Advance(TimeSpan.FromSeconds(4));
        world.Journal.Entries.ShouldBeEmpty();
        world.Simulation.Advance(TimeSpan.FromSeconds(1));
        world.Journal.Entries.ShouldBe(["after 5"]);

        async Task<TimeSpan> Work(TimeProvider time)
        {
            var started = time.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(2), time);
            await Task.Yield();
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var timer = time.CreateTimer(_ => gate.SetResult(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
            await gate.Task;
            Environment.CurrentManagedThreadId.ShouldBe(thread);
            return time.GetElapsedTime(started);
        }
    }
}
