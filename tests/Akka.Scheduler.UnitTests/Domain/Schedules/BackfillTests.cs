using Akka.Scheduler.Domain.Schedules;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Domain.Schedules.Given;

namespace Akka.Scheduler.UnitTests.Domain.Schedules;

public sealed class BackfillTests
{
    private static readonly DateTimeOffset Now = At("2026-11-21T12:30:00Z");
    private static readonly Schedule Hourly = ByCron("0 * * * *") with { Overlap = OverlapPolicy.Allow };

    [Fact]
    public void Every_instant_behind_without_a_task_gets_one_those_before_the_creation_too()
    {
        var plan = Fill(Hourly, "2026-11-20T22:00:00Z", "2026-11-21T02:00:00Z", made: "2026-11-21T01:00:00Z");
        plan.Occurrences.Select(made => made.Nominal).ShouldBe(
            [At("2026-11-20T22:00:00Z"), At("2026-11-20T23:00:00Z"), At("2026-11-21T00:00:00Z")]);
        plan.Occurrences.ShouldAllBe(made => made.Kind == OccurrenceKind.Backfill && ((OccurrenceOutcome.Created)made.Outcome).DueAt == Now);
        (plan.Existing, plan.Excluded, plan.Cursor.Runs).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void Where_runs_must_not_overlap_the_tasks_wait_for_their_turn_behind_what_waits()
    {
        var schedule = Hourly with { Overlap = OverlapPolicy.Queue };
        var waits = new HeldInstant(At("2026-11-21T12:00:00Z"), OccurrenceKind.Due, 1);
        var plan = Fill(schedule, "2026-11-21T01:00:00Z", "2026-11-21T12:30:00Z", held: waits);
        plan.Occurrences.ShouldBeEmpty();
        plan.Existing.ShouldBe(1);
        plan.Cursor.Held.Count.ShouldBe(12);
        plan.Cursor.Held[0].ShouldBe(waits);
        plan.Cursor.Held.Skip(1).ShouldAllBe(held => held.Kind == OccurrenceKind.Backfill);
    }

    [Fact]
    public void Excluded_instants_stay_so()
    {
        var plan = Fill(Hourly, "2026-11-20T22:00:00Z", "2026-11-21T02:00:00Z", exclusions: ExclusionsTests.Of("UTC", ExclusionsTests.Day("2026-11-20")));
        (plan.Occurrences.Count, plan.Excluded).ShouldBe((2, 2));
    }

    [Fact]
    public void A_stretch_that_is_too_long_or_lies_ahead_is_refused_with_the_field_at_fault()
    {
        Backfill.Problem(Hourly, Now.AddHours(-2), Now, Now).ShouldBeNull();
        Backfill.Problem(Hourly, Now.AddHours(-2), Now.AddHours(1), Now)!.Field.ShouldBe("to");
        Backfill.Problem(Hourly, Now, Now.AddHours(-2), Now)!.Message.ShouldBe("must be later than from");
        Backfill.Problem(Hourly, Now.AddHours(-10_001), Now, Now)!.Message.ShouldContain("more than 10000 instants");
        Backfill.Problem(Hourly, Now.AddHours(-10_000), Now, Now).ShouldBeNull();
        Backfill.Problem(Hourly with { Overlap = OverlapPolicy.Skip }, Now.AddHours(-1_001), Now, Now)!.Message.ShouldContain("more than 1000 instants");
    }

    [Fact]
    public void If_not_all_find_room_to_wait_none_does()
    {
        var schedule = Hourly with { Overlap = OverlapPolicy.Skip };
        HeldInstant[] waits = [.. Enumerable.Range(1, Schedule.MostHeld - 1).Select(i => new HeldInstant(Created.AddSeconds(i), OccurrenceKind.Backfill, 1))];
        var plan = Fill(schedule, "2026-11-21T01:00:00Z", "2026-11-21T03:00:00Z", held: waits);
        plan.Lacks.ShouldBe(1);
        plan.Cursor.Held.Count.ShouldBe(waits.Length);
    }

    private static BackfillPlan Fill(Schedule schedule, string from, string to, string? made = null, Exclusions? exclusions = null, params HeldInstant[] held)
    {
        var cursor = ScheduleCursor.Start(schedule) with { Watermark = At("2026-11-21T12:00:00Z"), Held = held };
        var instants = Backfill.Instants(schedule, At(from), At(to), Backfill.Portion);
        return Backfill.Evaluate(schedule, cursor, instants, made is null ? new HashSet<DateTimeOffset>() : new HashSet<DateTimeOffset> { At(made) }, Now, exclusions ?? Exclusions.None);
    }
}
