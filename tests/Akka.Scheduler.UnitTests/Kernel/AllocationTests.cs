using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class AllocationTests
{
    private const int Messages = 200_000;

    // Less than a byte a message: a queue that swings between full and empty gives a chunk or two back each time, and the
    // runtime may allocate a little of its own when it compiles a method anew.
    [Theory, InlineData(1), InlineData(100), InlineData(128), InlineData(10_000)]
    public void A_message_costs_no_allocation_in_the_ring(int depth)
    {
        var ring = new MessageRing<object>(10_000);
        var message = new object();
        for (var warming = 0; warming < 10; warming++)
            Lap(ring, message, depth);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var lap = 0; lap < Messages / depth; lap++)
            Lap(ring, message, depth);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Messages);
    }

    [Fact]
    public void A_message_costs_no_allocation_from_tell_to_receive()
    {
        const int Rounds = 100_000;
        var dispatcher = new DeterministicDispatcher(1, DateTimeOffset.UnixEpoch);
        var system = ActorSystem.Create("test", new ActorSystemOptions { Time = dispatcher.Time, Dispatcher = dispatcher, Seed = 1 });
        var actor = system.Spawn(Props.Create(() => new Again()), "actor");
        var ticket = new Again.Ticket { Left = 1000 };
        actor.Tell(ticket);
        dispatcher.RunUntilIdle();

        ticket.Left = Rounds;
        actor.Tell(ticket);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var turns = dispatcher.RunUntilIdle();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        turns.ShouldBe(Rounds + 1);
        allocated.ShouldBeLessThan(turns);
    }

    private static void Lap(MessageRing<object> ring, object message, int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            if (!ring.TryAdd(message))
                throw new InvalidOperationException("Full.");
        }

        while (ring.TryTake(out _))
        {
        }

        ring.ReleaseRoom();
    }

    private sealed class Again : Actor<Again.Ticket>
    {
        protected override void Receive(Ticket message)
        {
            if (message.Left-- > 0)
                Context.Self.Tell(message);
        }

        internal sealed class Ticket
        {
            public int Left { get; set; }
        }
    }
}
