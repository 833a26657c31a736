using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class ScheduleCalendarTests
{
    private static readonly ScheduleId Id = new("s");
    private static readonly CalendarId Holidays = new("holidays");

    [Fact]
    public void Excluded_instants_are_recorded_as_skipped_whoever_leads()
    {
        var node = EngineCase.Node().Serving();
        Apply(node, new CalendarCommand.Put(Calendar(node.Now.AddSeconds(15), node.Now.AddSeconds(45)), null)).ShouldBeOfType<CalendarReply.Done>().Created.ShouldBeTrue();
        Put(node).ShouldBeOfType<ScheduleReply.Done>();
        node.Advance(25);
        node.Kill();
        node.StartServing();
        node.Advance(40);
        Reasons(node).ShouldBe(["ran", "calendar", "calendar", "calendar", "ran", "ran"]);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_change_counts_for_instants_that_come_from_then_on()
    {
        var node = EngineCase.Node().Serving();
        Apply(node, new CalendarCommand.Put(Calendar(node.Now, node.Now.AddHours(1)), null));
        Put(node);
        node.Advance(25);
        Apply(node, new CalendarCommand.Put(Calendar(node.Now.AddHours(1), node.Now.AddHours(2)), 1)).ShouldBeOfType<CalendarReply.Done>().Calendar.Version.ShouldBe(2);
        node.Advance(20);
        Reasons(node).ShouldBe(["calendar", "calendar", "ran", "ran"]);
    }

    [Fact]
    public void A_calendar_must_be_there_to_be_heeded_and_stays_while_it_is()
    {
        var node = EngineCase.Node().Serving();
        Put(node).ShouldBeOfType<ScheduleReply.Invalid>().Field.ShouldBe("calendars");
        Apply(node, new CalendarCommand.Delete(Holidays, null)).ShouldBeOfType<CalendarReply.NotFound>();
        Apply(node, new CalendarCommand.Put(Calendar(node.Now, node.Now.AddHours(1)), 0));
        Put(node).ShouldBeOfType<ScheduleReply.Done>();
        Apply(node, new CalendarCommand.Delete(Holidays, null)).ShouldBeOfType<CalendarReply.InUse>().By.ShouldBe([Id]);
        Apply(node, new CalendarCommand.Put(Calendar(node.Now, node.Now.AddHours(2)), 7)).ShouldBe(new CalendarReply.OtherVersion(1));
        node.Await(host => host.Schedules.ApplyAsync(new ScheduleCommand.Delete(Id, null), CancellationToken.None));
        Apply(node, new CalendarCommand.Delete(Holidays, 1)).ShouldBeOfType<CalendarReply.Deleted>();
        node.Store.State.Calendars.ShouldBeEmpty();
    }

    [Fact]
    public void A_schedule_that_is_about_to_heed_a_calendar_keeps_it_and_one_about_to_go_cannot_be_heeded()
    {
        var node = EngineCase.Node().Serving();
        Apply(node, new CalendarCommand.Put(Calendar(node.Now, node.Now.AddHours(1)), null));
        var heeding = node.Ask(host => host.Schedules.ApplyAsync(new ScheduleCommand.Put(Schedule(node), null), CancellationToken.None));
        var deleting = node.Ask(host => host.Schedules.ApplyAsync(new CalendarCommand.Delete(Holidays, null), CancellationToken.None));
        var (heeded, deleted) = (node.Await(heeding), node.Await(deleting));
        (heeded is ScheduleReply.Done).ShouldNotBe(deleted is CalendarReply.Deleted);
        node.Store.State.Calendars.ContainsKey("holidays").ShouldBe(heeded is ScheduleReply.Done);
    }

    private static ExclusionCalendar Calendar(DateTimeOffset from, DateTimeOffset to) =>
        new(Holidays, [new CalendarSpan.Instants(from, to)], TimeZoneInfo.Utc, 1);

    private static Schedule Schedule(SimulatedNode node) => new()
    {
        Id = Id,
        Trigger = Trigger.Cron.Parse("*/10 * * * * *", TimeZoneInfo.Utc, Id),
        Task = new TaskTemplate { Executor = "script" },
        Calendars = new([Holidays]),
        CreatedAt = node.Now,
    };

    private static ScheduleReply Put(SimulatedNode node) =>
        node.Await(host => host.Schedules.ApplyAsync(new ScheduleCommand.Put(Schedule(node), null), CancellationToken.None));

    private static CalendarReply Apply(SimulatedNode node, CalendarCommand command) =>
        node.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None));

    private static IEnumerable<string> Reasons(SimulatedNode node) => node.Store.State.Occurrences["s"].Values.Select(record => record.Reason ?? "ran");
}
