using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class ScheduleIdTests
{
    [Theory]
    [InlineData("nightly-report")]
    [InlineData("team/a:b.c_d+e=f~g")]
    public void A_well_formed_id_has_no_problem(string text) => ScheduleId.Problem(text).ShouldBeNull();

    [Theory]
    [InlineData(null, "must not be empty")]
    [InlineData("", "must not be empty")]
    [InlineData("a b", "may hold letters, digits and -_.:@/+=~ only; the character at position 2 is U+0020")]
    [InlineData("a@b", "must not hold '@', which parts the id of a schedule from the instant of its task; it stands at position 2")]
    public void A_malformed_id_is_told_why(string? text, string problem) => ScheduleId.Problem(text).ShouldBe(problem);

    [Fact]
    public void The_longest_id_leaves_room_for_the_id_of_its_tasks()
    {
        var longest = new string('x', ScheduleId.MaxLength);
        ScheduleId.Problem(longest).ShouldBeNull();
        ScheduleId.Problem(longest + "x").ShouldBe("must be at most 175 characters long, and has 176");
        IdText.Problem(OccurrenceId.Of(new ScheduleId(longest), At("2026-11-21T03:00:00.123Z")).Value).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-21T03:00:00Z", "s@2026-11-21T03:00:00Z")]
    [InlineData("2026-11-21T03:00:00.050Z", "s@2026-11-21T03:00:00.050Z")]
    [InlineData("2026-11-21T05:00:00+02:00", "s@2026-11-21T03:00:00Z")]
    public void A_task_id_is_schedule_and_instant_and_can_be_read_back(string instant, string expected)
    {
        var id = OccurrenceId.Of(new ScheduleId("s"), At(instant));
        id.Value.ShouldBe(expected);
        OccurrenceId.TryParse(id, out var schedule, out var nominal).ShouldBeTrue();
        schedule.ShouldBe(new ScheduleId("s"));
        nominal.ShouldBe(At(instant));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("@2026-11-21T03:00:00Z")]
    [InlineData("s@tomorrow")]
    [InlineData("s@2026-11-21T03:00:00.000Z")]
    [InlineData("s@2026-11-21T03:00:00+01:00")]
    public void Another_task_id_is_not_taken_for_one(string text) => OccurrenceId.TryParse(new TaskId(text), out _, out _).ShouldBeFalse();
}
