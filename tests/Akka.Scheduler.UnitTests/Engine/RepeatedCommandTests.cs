using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>Commands on schedules, asked of a node that does not lead, over a network that loses the answer.</summary>
public sealed class RepeatedCommandTests
{
    private static readonly ScheduleId Id = new("s");
    private readonly SimulatedWorld _world = new(1);
    private readonly SimulatedNode _leader;
    private readonly SimulatedNode _gateway;

    public RepeatedCommandTests()
    {
        _leader = Node("node-1");
        _leader.StartServing();
        _gateway = Node("node-2");
        _gateway.StartServing();
        _gateway.Advance(5);
        Ask(Put(TimeSpan.FromHours(1), null)).ShouldBeOfType<ScheduleReply.Done>().Created.ShouldBeTrue();
    }

    [Fact]
    public void A_deletion_whose_answer_is_lost_is_done_once_and_said_to_be_done() =>
        WhileAnswersAreLost(new ScheduleCommand.Delete(Id, 1), () => !IsThere).ShouldBeOfType<ScheduleReply.Deleted>();

    [Fact]
    public void A_replacement_of_a_version_whose_answer_is_lost_is_done_once_and_said_to_be_done()
    {
        var reply = WhileAnswersAreLost(Put(TimeSpan.FromHours(2), 1), () => Version == 2).ShouldBeOfType<ScheduleReply.Done>();
        (reply.Schedule.Version, reply.Created, Version).ShouldBe((2, false, 2));
    }

    [Fact]
    public void A_schedule_that_was_made_and_whose_answer_is_lost_is_said_to_be_made()
    {
        Ask(new ScheduleCommand.Delete(Id, null));
        var reply = WhileAnswersAreLost(Put(TimeSpan.FromHours(2), 0), () => IsThere).ShouldBeOfType<ScheduleReply.Done>();
        (reply.Schedule.Version, reply.Created).ShouldBe((1, true));
    }

    [Fact]
    public void What_another_did_between_a_command_and_its_repetition_stays()
    {
        var paused = Begin(new ScheduleCommand.Pause(Id, "holiday", null), () => Version == 2);
        _leader.Await(host => host.Schedules.ApplyAsync(new ScheduleCommand.Resume(Id), CancellationToken.None)).ShouldBeOfType<ScheduleReply.Done>();
        _world.Network.Mend();
        var reply = _gateway.Await(paused).ShouldBeOfType<ScheduleReply.Done>();
        (reply.Schedule.Enabled, Version).ShouldBe((true, 3));
    }

    [Fact]
    public void The_next_leader_knows_what_the_one_before_it_did()
    {
        var deleted = Begin(new ScheduleCommand.Delete(Id, 1), () => !IsThere);
        _leader.Kill();
        _world.Network.Mend();
        _gateway.Await(deleted).ShouldBeOfType<ScheduleReply.Deleted>();
    }

    [Fact]
    public void A_command_that_was_not_carried_out_is_answered_as_it_would_have_been()
    {
        Ask(new ScheduleCommand.Delete(Id, null));
        var reply = Begin(new ScheduleCommand.Delete(Id, null), () => true);
        _world.Network.Mend();
        _gateway.Await(reply).ShouldBeOfType<ScheduleReply.NotFound>();
    }

    [Fact]
    public void A_command_that_does_not_arrive_is_carried_out_when_it_is_repeated()
    {
        _world.Network.Cut("node-2", "node-1", cut: true);
        var replaced = _gateway.Ask(host => host.Schedules.ApplyAsync(Put(TimeSpan.FromHours(2), 1), CancellationToken.None));
        _gateway.Advance(1);
        Version.ShouldBe(1);
        _world.Network.Mend();
        _gateway.Await(replaced).ShouldBeOfType<ScheduleReply.Done>().Schedule.Version.ShouldBe(2);
    }

    private bool IsThere => _world.Store.State.Schedules.ContainsKey(Id.Value);

    private long Version => _world.Store.State.Schedules[Id.Value].Version;

    private ScheduleReply Ask(ScheduleCommand command) => _gateway.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None));

    private ScheduleReply WhileAnswersAreLost(ScheduleCommand command, Func<bool> done)
    {
        var reply = Begin(command, done);
        _world.Network.Mend();
        return _gateway.Await(reply);
    }

    private Task<ScheduleReply> Begin(ScheduleCommand command, Func<bool> done)
    {
        _world.Network.Cut("node-1", "node-2", cut: true);
        var reply = _gateway.Ask(host => host.Schedules.ApplyAsync(command, CancellationToken.None));
        _gateway.Advance(1);
        done().ShouldBeTrue();
        reply.IsCompleted.ShouldBeFalse();
        return reply;
    }

    private SimulatedNode Node(string id)
    {
        var node = new SimulatedNode(_world, id);
        node.Options = node.Options with { Patience = TimeSpan.FromSeconds(40) };
        return node;
    }

    private ScheduleCommand.Put Put(TimeSpan every, long? ifVersion) => new(
        new() { Id = Id, Trigger = new Trigger.Every(every), Task = new TaskTemplate { Executor = "script" }, CreatedAt = _gateway.Now }, ifVersion);
}
