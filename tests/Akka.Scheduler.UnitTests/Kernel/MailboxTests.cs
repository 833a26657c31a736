using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class MailboxTests
{
    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Messages_of_one_sender_arrive_in_their_order(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var seen = new List<int>();
        var actor = world.Spawn(new Script { Receive = (_, message) => seen.Add((int)message) });
        for (var i = 0; i < 5000; i++)
            actor.Tell(i);
        world.Settle(actor);
        seen.ShouldBe(Enumerable.Range(0, 5000));
    }

    [Theory, InlineData(Runner.Pool, 1), InlineData(Runner.Pool, 7), InlineData(Runner.Simulated, 128), InlineData(Runner.Pool, 1000)]
    public void A_full_mailbox_refuses_exactly_what_is_beyond_its_capacity(Runner runner, int capacity)
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal), capacity: capacity);
        if (runner != Runner.Simulated)
        {
            actor.Do(_ =>
            {
                entered.Set();
                leave.Wait();
            });
            entered.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        }

        // In the pool the message in hand may or may not have given its place back.
        var taken = Enumerable.Range(0, 2 * capacity).Count(_ => actor.TryTell("m"));
        var letters = new List<DeadLetter>();
        using (world.System.DeadLetters.Subscribe(letters.Add))
            actor.Tell("beyond");
        leave.Set();

        taken.ShouldBeInRange(runner != Runner.Simulated ? capacity - 1 : capacity, capacity);
        letters.ShouldHaveSingleItem().ShouldBe(new DeadLetter("beyond", actor.Path, RecipientStopped: false));
        world.System.DeadLetters.Count.ShouldBe(1);
        if (taken > 0)
            world.Await("m", taken);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_mailbox_that_was_full_takes_messages_again_when_it_has_drained(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var actor = world.Spawn(Script.Recording(world.Journal), capacity: 3);
        for (var round = 1; round <= 100; round++)
        {
            for (var i = 0; i < 3; i++)
                world.Await(Offer(world, actor));
            world.Await("m", 3 * round);
        }

        world.System.DeadLetters.Count.ShouldBe(0);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void Own_data_passes_a_full_mailbox(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var child = new Script();
        var watched = world.Spawn(new Script(), "watched");
        var actor = world.Spawn(
            new Script
            {
                Receive = (_, message) => world.Journal.Add((string)message),
                Signal = (_, signal) => world.Journal.Add(signal.GetType().Name),
            },
            capacity: 1);
        var done = new TaskCompletionSource<int>();
        actor.Do(context =>
        {
            context.Watch(watched);
            context.Timers.StartSingle("t", "timer", TimeSpan.FromMilliseconds(1));
            context.PipeToSelf(done.Task, _ => "piped", _ => "failed");
            context.Spawn(child.Props(), "child");
            Fill(context.Self);
            done.SetResult(0);
        });
        world.Await(world.System.StopAsync(watched));
        world.Await("timer");
        world.Await("piped");
        world.Await("Terminated");
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void A_stopped_actor_refuses_and_what_waited_becomes_dead_letters(Runner runner)
    {
        using var world = new KernelWorld(runner);
        var letters = new List<DeadLetter>();
        using var subscription = world.System.DeadLetters.Subscribe(letters.Add);
        var actor = world.Spawn(Script.Recording(world.Journal));
        actor.Do(context =>
        {
            context.Self.Tell("waiting");
            context.StopSelf();
        });
        world.Await("stopped");
        world.Await(world.System.StopAsync(actor));
        actor.Tell("late");
        actor.TryTell("refused").ShouldBeFalse();

        letters.ShouldBe([new DeadLetter("waiting", actor.Path, true), new DeadLetter("late", actor.Path, true)]);
        world.Journal.Entries.ShouldBe(["stopped"]);
    }

    [Fact]
    public void An_ended_subscription_hears_nothing_of_dead_letters()
    {
        using var world = new KernelWorld(Runner.Simulated);
        var heard = 0;
        var actor = world.Spawn(new Script());
        world.Await(world.System.StopAsync(actor));
        world.System.DeadLetters.Subscribe(_ => heard++).Dispose();
        actor.Tell("late");
        heard.ShouldBe(0);
        world.System.DeadLetters.Count.ShouldBe(1);
    }

    [Theory, InlineData(Runner.Pool), InlineData(Runner.Thread), InlineData(Runner.Simulated)]
    public void An_adapted_address_translates_into_the_actors_own_messages(Runner runner)
    {
        using var world = new KernelWorld(runner);
        ActorRef<int>? adapted = null;
        var actor = world.Spawn(Script.Recording(world.Journal) with { Start = context => adapted = context.Adapt<int>(n => $"number {n}") });
        world.Settle(actor);
        adapted!.Tell(1);
        adapted.TryTell(2).ShouldBeTrue();
        adapted.Path.ShouldBe(actor.Path);
        world.Settle(actor);
        world.Journal.Entries.ShouldBe(["number 1", "number 2"]);
    }

    private static void Fill(ActorRef<object> actor)
    {
        while (actor.TryTell("filler"))
        {
        }
    }

    private static async Task Offer(KernelWorld world, ActorRef<object> actor)
    {
        while (!actor.TryTell("m"))
            await Task.Delay(TimeSpan.FromMilliseconds(1), world.Time);
    }
}
