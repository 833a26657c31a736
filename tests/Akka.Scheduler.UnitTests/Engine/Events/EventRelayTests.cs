using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Events;

public sealed class EventRelayTests
{
    private readonly SimulatedWorld _world = new(3);
    private readonly RelayNode _a;
    private readonly RelayNode _b;

    public EventRelayTests()
    {
        (_a, _b) = (new(_world, "a"), new(_world, "b"));
        _a.See(_a, _b);
        _b.See(_a, _b);
        Advance(0.1);
    }

    [Fact]
    public void Nothing_is_sent_and_nothing_is_kept_where_nobody_listens()
    {
        for (var i = 0; i < 100; i++) _b.Commit($"task-{i}", end: true);
        Advance(30);

        _world.Network.Delivered.ShouldBe(0);
        _b.Own.ShouldBe(100);
        _b.Outbox.Take().Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Who_listens_hears_every_step_of_the_other_node_once_and_its_own_from_nobody()
    {
        _a.Want(AudienceWish.Steps);
        Advance(0.01);

        _a.Commit("own");
        for (var i = 0; i < 600; i++) _b.Commit($"task-{i}");
        Advance(0.03);

        _a.HeardSteps.Select(notice => notice.Entry.Task.Value).Order().ShouldBe(Enumerable.Range(0, 600).Select(i => $"task-{i}").Order());
        _a.HeardSteps[0].Entry.Detail!.Length.ShouldBe(500);
        _b.HeardSteps.ShouldBeEmpty();
        (_a.Own, _b.Own, _a.Lost).ShouldBe((1, 600, 0));
        _a.Troubles.Concat(_b.Troubles).ShouldBeEmpty();
    }

    [Fact]
    public void Who_waits_for_ends_hears_of_ends_only()
    {
        _a.Want(AudienceWish.Ends);
        Advance(0.01);

        _b.Commit("started");
        _b.Commit("ended", end: true);
        Advance(0.03);

        _a.HeardSteps.ShouldHaveSingleItem().Entry.Task.Value.ShouldBe("ended");
    }

    [Fact]
    public void A_wish_that_lasts_is_renewed()
    {
        _a.Want(AudienceWish.Ends);
        Advance(60);

        _b.Commit("ended", end: true);
        Advance(0.03);

        _a.HeardSteps.Count.ShouldBe(1);
    }

    [Fact]
    public void A_wish_that_grows_is_told_at_once()
    {
        _a.Want(AudienceWish.Ends);
        Advance(0.01);
        _a.Want(AudienceWish.Steps);
        Advance(0.01);

        _b.Commit("started");
        Advance(0.03);

        _a.HeardSteps.Count.ShouldBe(1);
    }

    [Fact]
    public void A_wish_that_was_lost_is_told_again()
    {
        _world.Network.Cut("a", "b", cut: true);
        _a.Want(AudienceWish.Steps);
        Advance(1);
        _world.Network.Mend();
        Advance(2);

        _b.Outbox.Wanted.ShouldBe(AudienceWish.Steps);
    }

    [Fact]
    public void Who_listens_no_more_is_sent_nothing_after_a_moment()
    {
        _a.Want(AudienceWish.Steps);
        Advance(0.01);
        _a.Want(AudienceWish.Nothing);
        Advance(3);
        _b.Outbox.Wanted.ShouldBe(AudienceWish.Nothing);
        var delivered = _world.Network.Delivered;

        _b.Commit("started");
        Advance(30);

        _world.Network.Delivered.ShouldBe(delivered);
    }

    [Fact]
    public void The_wish_of_a_node_that_died_is_forgotten()
    {
        _a.Want(AudienceWish.Steps);
        Advance(0.01);
        _b.Outbox.Wanted.ShouldBe(AudienceWish.Steps);

        _world.Network.Cut("a", "b", cut: true);
        Advance(9);

        _b.Outbox.Wanted.ShouldBe(AudienceWish.Nothing);
    }

    [Fact]
    public void A_node_that_comes_later_is_told_of_the_wish()
    {
        _a.Want(AudienceWish.Steps);
        Advance(0.01);
        var c = new RelayNode(_world, "c");
        foreach (var node in new[] { _a, _b, c }) node.See(_a, _b, c);
        Advance(0.01);

        c.Commit("started");
        Advance(0.03);

        _a.HeardSteps.Count.ShouldBe(1);
    }

    [Fact]
    public void Too_many_steps_at_once_drop_the_oldest_and_say_how_many()
    {
        _a.Want(AudienceWish.Steps);
        Advance(0.01);

        for (var i = 0; i < StepOutbox.Capacity + 7; i++) _b.Commit($"task-{i}");
        Advance(0.1);

        _a.HeardSteps.Count.ShouldBe(StepOutbox.Capacity);
        _a.HeardSteps.ShouldNotContain(notice => notice.Entry.Task.Value == "task-6");
        _a.HeardSteps.ShouldContain(notice => notice.Entry.Task.Value == "task-7");
        _a.Lost.ShouldBe(7);
    }

    private void Advance(double seconds) => _world.Simulation.Advance(TimeSpan.FromSeconds(seconds));
}
