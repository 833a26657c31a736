using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class StressTests
{
    private const int Producers = 4;

    [Fact]
    public void Many_producers_find_one_turn_at_a_time_with_all_that_earlier_turns_wrote()
    {
        const int Each = 50_000;
        using var world = new KernelWorld(Runner.Pool);
        var inside = 0;
        var overlaps = 0;
        long plain = 0;
        var actor = world.Spawn(
            new Script
            {
                Receive = (_, message) =>
                {
                    if (Interlocked.Increment(ref inside) != 1)
                        overlaps++;
                    plain += (int)message; // Not interlocked: lost updates would show.
                    Interlocked.Decrement(ref inside);
                },
            },
            capacity: 500);
        InParallel(_ =>
        {
            object one = 1;
            var spin = default(SpinWait);
            for (var i = 0; i < Each; i++)
            {
                while (!actor.TryTell(one))
                    spin.SpinOnce(sleep1Threshold: -1);
            }
        });
        AwaitRoom(world, actor);
        overlaps.ShouldBe(0);
        plain.ShouldBe(Producers * Each);
    }

    [Fact]
    public void Every_message_is_handled_refused_or_dead_when_actors_stop_under_fire()
    {
        for (var round = 0; round < 50; round++)
        {
            using var world = new KernelWorld(Runner.Pool);
            long handled = 0;
            long refused = 0;
            var told = 0L;
            var actor = world.Spawn(new Script { Receive = (_, _) => handled++ }, capacity: 64);
            using var running = new CountdownEvent(Producers);
            InParallel(producer =>
            {
                for (var i = 0; i < 2000; i++)
                {
                    if (i == 1000)
                    {
                        running.Signal();
                        if (producer == 0)
                            _ = world.System.StopAsync(actor);
                    }

                    if (i % 2 == 0)
                    {
                        Interlocked.Increment(ref told);
                        actor.Tell("told");
                    }
                    else if (actor.TryTell("tried"))
                    {
                        Interlocked.Increment(ref told);
                    }
                    else
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            });
            world.Await(world.System.StopAsync(actor));
            (told + refused).ShouldBe(Producers * 2000);
            (handled + world.System.DeadLetters.Count).ShouldBe(told);
        }
    }

    [Fact]
    public void A_storm_of_restarts_loses_only_the_failing_messages()
    {
        const int Each = 2_000;
        using var world = new KernelWorld(Runner.Pool);
        var handled = 0;
        var starts = 0;
        var ends = 0;
        var actor = world.Spawn(
            new Script
            {
                Start = context =>
                {
                    starts++;
                    context.Spawn(new Script().Props(), "child");
                    context.Timers.StartPeriodic("tick", "tick", TimeSpan.FromMilliseconds(1));
                    context.Watch(context.Self);
                },
                Stop = () => ends++,
                Receive = (_, message) =>
                {
                    if (message is "tick")
                        return;
                    handled++;
                    if (handled % 10 == 0)
                        throw new Planned("storm");
                },
            },
            capacity: Producers * Each,
            supervision: Supervision.Restart(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        InParallel(_ =>
        {
            for (var i = 0; i < Each; i++)
                actor.Tell("message");
        });
        AwaitRoom(world, actor);
        handled.ShouldBe(Producers * Each);
        world.Failures.Length.ShouldBe(handled / 10);
        starts.ShouldBe(1 + (handled / 10));
        ends.ShouldBe(handled / 10);
        world.System.DeadLetters.Count.ShouldBe(0);
    }

    [Fact]
    public void Watches_laid_while_the_watched_stop_are_all_answered_once()
    {
        const int Watched = 200;
        using var world = new KernelWorld(Runner.Pool);
        var ended = new int[Watched];
        var total = 0;
        var all = new TaskCompletionSource();
        var actors = Enumerable.Range(0, Watched).Select(i => world.Spawn(new Script(), $"{i}")).ToArray();
        var watcher = world.Spawn(
            new Script
            {
                Receive = (context, message) => context.Watch((IActorRef)message),
                Signal = (_, signal) =>
                {
                    ended[Array.IndexOf(actors, ((Signal.Terminated)signal).Actor)]++;
                    if (++total == Watched)
                        all.SetResult();
                },
            },
            "watcher");
        InParallel(producer =>
        {
            for (var i = producer; i < Watched; i += Producers)
            {
                watcher.Tell(actors[i]);
                _ = world.System.StopAsync(actors[i]);
            }
        });
        world.Await(all.Task);
        world.Settle(watcher);
        ended.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public void Asks_from_many_threads_are_each_answered_with_their_own_answer()
    {
        using var world = new KernelWorld(Runner.Pool);
        var actor = world.Spawn(new Script { Receive = (_, message) => ((Echo)message).Reply.Tell(((Echo)message).Value) });
        InParallel(producer =>
        {
            for (var i = 0; i < 500; i++)
            {
                var value = (producer * 10_000) + i;
                world.Await(actor.Ask<object, int>(
                    reply => new Echo(value, reply), TimeSpan.FromSeconds(30), world.Time, CancellationToken.None)).ShouldBe(value);
            }
        });
    }

    [Fact]
    public void Actors_that_talk_without_pause_do_not_starve_the_pool()
    {
        using var world = new KernelWorld(Runner.Pool);
        var talk = new Script { Receive = (_, message) => ((ActorRef<object>)message).Tell(message) };
        for (var pair = 0; pair < 2 * Environment.ProcessorCount; pair++)
        {
            var other = world.Spawn(talk, $"other-{pair}");
            var one = world.Spawn(new Script { Receive = (context, _) => other.Tell(context.Self) }, $"one-{pair}");
            one.Tell("begin");
        }

        for (var i = 0; i < 20; i++)
        {
            var done = new TaskCompletionSource();
            ThreadPool.QueueUserWorkItem(_ => done.SetResult());
            world.Await(done.Task);
        }
    }

    private static void InParallel(Action<int> work)
    {
        Exception? failure = null;
        var threads = Enumerable.Range(0, Producers)
            .Select(producer => new Thread(() =>
            {
                try
                {
                    work(producer);
                }
                catch (Exception caught)
                {
                    failure = caught;
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        failure.ShouldBeNull();
    }

    // The mailbox may still be full.
    private static void AwaitRoom(KernelWorld world, ActorRef<object> actor)
    {
        var done = new TaskCompletionSource();
        var spin = default(SpinWait);
        while (!actor.TryTell(new Script.Do(_ => done.SetResult())))
            spin.SpinOnce(sleep1Threshold: -1);
        world.Await(done.Task);
    }

    private sealed record Echo(int Value, ActorRef<int> Reply);
}
