using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Credits;

public sealed class CreditShareTests
{
    [Fact]
    public void However_messages_are_lost_doubled_and_reordered_no_more_credits_are_out_than_slots_are_free()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var random = new SeededRandom(seed);
            var world = new CreditWorld(seed, random.Next(1, 5), random.Next(1, 20)) { Trouble = random.Next(80) };
            for (var step = 0; step < 400; step++)
            {
                if (random.Next(5) == 0) world.Demand(random.Next(world.Ready.Length), random.Next(30));
                if (random.Next(60) == 0) world.ReplaceDispatcher(random.Next(world.Ready.Length));
                world.Step();
                var where = $"seed {seed}, step {step}";
                (world.Outstanding + world.Running).ShouldBeLessThanOrEqualTo(world.Capacity, where);
                world.Usable.ShouldBeLessThanOrEqualTo(world.Outstanding, where);
            }
        }
    }

    [Fact]
    public void Once_messages_arrive_again_every_free_slot_is_offered_again()
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var world = new CreditWorld(seed, 3, 12) { Trouble = 90 };
            for (var i = 0; i < 3; i++) world.Demand(i, 40);
            world.Run(100);
            world.Trouble = 0;
            for (var i = 0; i < 3; i++) world.Demand(i, 0);
            world.Run(100);
            world.Finish(world.Running);
            world.Run(30);
            (world.Free.Sum(), world.Running).ShouldBe((12, 0), $"seed {seed}");
        }
    }

    [Fact]
    public void What_one_dispatcher_was_given_for_its_want_is_not_recalled_for_another_one_that_wants_too()
    {
        DispatcherSeat[] seats = [new(new("a", new(1, 0, 0, new byte[8])), null!), new(new("b", new(2, 0, 0, new byte[8])), null!)];
        var ledger = new CreditLedger();
        ledger.Seat(seats, 1);
        foreach (var seat in seats) ledger.Hear(new(seat.Node, 1, 0, [], Unmet: 1)).ShouldBeTrue();

        ledger.Share(1);
        ledger.IsShort.ShouldBeTrue();
        ledger.Recall(2);

        ledger.Shares.Sum(share => share.Current.Outstanding).ShouldBe(1);
    }

    [Fact]
    public void Dispatchers_that_want_the_same_slot_use_it_in_turn()
    {
        var world = new CreditWorld(1, 3, 1) { Trouble = 0 };
        for (var i = 0; i < 3; i++) world.Demand(i, 3);
        world.Run(200);
        world.Started.ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void Idle_dispatchers_hold_equal_shares()
    {
        var world = new CreditWorld(1, 3, 30) { Trouble = 0 };
        world.Run(20);
        world.Free.ShouldBe([10, 10, 10]);
    }

    [Fact]
    public void A_dispatcher_with_work_gets_what_idle_ones_do_not_need()
    {
        var world = new CreditWorld(1, 3, 30) { Trouble = 0 };
        world.Run(15);
        world.Demand(1, 500);
        world.Run(12);
        world.Started[1].ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Dispatchers_that_have_more_work_than_there_are_slots_start_equally_much()
    {
        var world = new CreditWorld(3, 2, 10) { Trouble = 0 };
        for (var i = 0; i < 400; i++)
        {
            world.Demand(0, 100);
            world.Demand(1, 20);
            world.Finish(2);
            world.Step();
        }

        var started = world.Started;
        Math.Abs(started[0] - started[1]).ShouldBeLessThan(started.Sum() / 10);
    }

    [Fact]
    public void One_slot_goes_round_among_many_dispatchers()
    {
        var world = new CreditWorld(2, 4, 1) { Trouble = 0 };
        for (var i = 0; i < 400; i++)
        {
            for (var d = 0; d < 4; d++) world.Demand(d, 3);
            world.Finish(1);
            world.Step();
        }

        world.Started.Min().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void The_credits_of_a_dispatcher_whose_node_died_are_free_at_once()
    {
        var world = new CreditWorld(1, 2, 10) { Trouble = 0 };
        world.Run(15);
        world.ReplaceDispatcher(0);
        world.Run(15);
        world.Free.ShouldBe([5, 5]);
    }
}
