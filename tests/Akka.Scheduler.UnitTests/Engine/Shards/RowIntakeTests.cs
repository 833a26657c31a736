using Akka.Scheduler.Engine.Shards;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Shards;

public sealed class RowIntakeTests
{
    private const int Page = 3;
    private int _readings;

    [Fact]
    public void Looks_during_a_reading_are_made_up_for_by_one()
    {
        var intake = Intake();
        intake.Look();
        intake.Look();
        intake.Look();
        _readings.ShouldBe(1);

        intake.Take([]).ShouldBeEmpty();
        _readings.ShouldBe(2);
        intake.Take([]).ShouldBeEmpty();
        _readings.ShouldBe(2);
    }

    [Fact]
    public void The_next_reading_begins_when_the_last_row_of_this_one_is_gone()
    {
        var intake = Intake();
        intake.Look();
        intake.Take([1, 2]).ShouldBe([1, 2]);
        intake.Look();
        intake.Gone(2);
        _readings.ShouldBe(1);

        intake.Gone(1);
        _readings.ShouldBe(2);
    }

    [Fact]
    public void A_reading_that_is_not_full_is_not_followed_by_another_one()
    {
        var intake = Intake();
        intake.Look();
        intake.Take([1, 2]);
        intake.Gone(1);
        intake.Gone(2);

        _readings.ShouldBe(1);
    }

    [Fact]
    public void A_full_reading_is_followed_by_another_one()
    {
        var intake = Intake();
        intake.Look();
        intake.Take([1, 2, 3]);
        intake.Gone(1);
        intake.Gone(2);
        _readings.ShouldBe(1);

        intake.Gone(3);
        _readings.ShouldBe(2);
    }

    [Fact]
    public void A_row_that_is_left_is_passed_over_ever_after_and_holds_up_nothing()
    {
        var intake = Intake();
        intake.Look();
        intake.Take([1, 2, 3]);
        intake.Gone(1);
        intake.Gone(3);
        intake.Leave(2);
        _readings.ShouldBe(2);

        intake.Take([2, 4]).ShouldBe([4]);
        intake.Gone(4);
        intake.Look();
        intake.Take([2]).ShouldBeEmpty();
        _readings.ShouldBe(3);
    }

    [Fact]
    public void A_full_reading_of_nothing_but_left_rows_is_not_repeated_by_itself()
    {
        var intake = Intake();
        intake.Look();
        intake.Take([1, 2, 3]);
        foreach (var row in new[] { 1, 2, 3 }) intake.Leave(row);
        _readings.ShouldBe(2);

        intake.Take([1, 2, 3]).ShouldBeEmpty();
        _readings.ShouldBe(2);
    }

    private RowIntake<int> Intake() => new(static row => row, Page, () => _readings++);
}
