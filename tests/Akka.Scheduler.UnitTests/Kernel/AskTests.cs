using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class AskTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void The_first_answer_counts_and_later_ones_are_refused(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var second = new TaskCompletionSource<bool>();
        var actor = world.Spawn(new Script
        {
            Receive = (_, message) =>
            {
                var reply = (ActorRef<string>)message;
                reply.Tell("first");
                second.SetResult(reply.TryTell("second"));
                reply.Tell("third");
            },
        });
        var asked = actor.Ask<object, string>(reply => reply, 30 * Second, world.Time, CancellationToken.None);
        world.Await(asked).ShouldBe("first");
        world.Await(second.Task).ShouldBeFalse();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Without_an_answer_an_ask_fails_at_its_timeout(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(new Script());
        var asked = actor.Ask<object, int>(reply => "no answer", TimeSpan.FromMilliseconds(20), world.Time, CancellationToken.None);
        var failure = Should.Throw<AskTimeoutException>(() => world.Await(asked));
        failure.Actor.ShouldBe(actor.Path);
        failure.WasRefused.ShouldBeFalse();
        failure.Message.ShouldContain("/test/actor");
    }

    [Fact]
    public void The_timeout_is_exact_and_leaves_no_timer()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var actor = world.Spawn(new Script());
        var asked = actor.Ask<object, int>(reply => "no answer", Second, world.Time, CancellationToken.None);
        world.Simulation!.Advance(Second - TimeSpan.FromTicks(1));
        asked.IsCompleted.ShouldBeFalse();
        world.Simulation.Advance(TimeSpan.FromTicks(1));
        asked.IsFaulted.ShouldBeTrue();
        world.Settle(actor);
        world.Simulation.Time.NextDue.ShouldBeNull();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_question_that_is_not_taken_fails_at_once(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(new Script());
        world.Await(world.System.StopAsync(actor));
        var asked = actor.Ask<object, int>(reply => "question", TimeSpan.FromDays(1), world.Time, CancellationToken.None);
        world.Simulation?.RunUntilIdle();
        asked.IsFaulted.ShouldBeTrue();
        Should.Throw<AskTimeoutException>(() => world.Await(asked)).WasRefused.ShouldBeTrue();
        world.Simulation?.Time.NextDue.ShouldBeNull();
    }

    [Theory, InlineData(Runner.Pool, false), InlineData(Runner.Simulated, true)]
    public void An_ask_can_be_cancelled(Runner runner, bool beforehand)
    {
        using var world = new KernelWorld(runner);
        using var cancellation = new CancellationTokenSource();
        var actor = world.Spawn(new Script());
        if (beforehand)
            cancellation.Cancel();
        var asked = actor.Ask<object, int>(reply => "question", TimeSpan.FromDays(1), world.Time, cancellation.Token);
        world.Simulation?.RunUntilIdle();
        asked.IsCompleted.ShouldBe(beforehand);
        cancellation.Cancel();
        Should.Throw<OperationCanceledException>(() => world.Await(asked));
        world.Simulation?.Time.NextDue.ShouldBeNull();
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void What_follows_an_answer_never_runs_inside_the_answering_actor(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var depth = 0;
        var actor = world.Spawn(new Script
        {
            Receive = (_, message) =>
            {
                depth++;
                ((ActorRef<int>)message).Tell(0);
                depth--;
            },
        });
        var done = new TaskCompletionSource<int>();
        if (world.Simulation is { } simulation)
            simulation.Post(() => _ = Asking());
        else
            _ = Asking();
        world.Await(done.Task).ShouldBe(0);

        async Task Asking()
        {
            await actor.Ask<object, int>(reply => reply, 30 * Second, world.Time, CancellationToken.None);
            if (world.Simulation is null)
                world.Settle(actor); // Would wait for ever inside the actor's turn.
            done.SetResult(world.Simulation is null ? 0 : depth);
        }
    }
}
