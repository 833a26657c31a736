using Akka.Scheduler.Domain.Ids;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Ids;

public sealed class IdTextTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Order-17_b.c:d@e/f+g=h~i")]
    public void A_well_formed_id_has_no_problem(string text) => IdText.Problem(text).ShouldBeNull();

    [Theory]
    [InlineData(null, "must not be empty")]
    [InlineData("", "must not be empty")]
    [InlineData("a b", "may hold letters, digits and -_.:@/+=~ only; the character at position 2 is U+0020")]
    [InlineData("\u00e9", "may hold letters, digits and -_.:@/+=~ only; the character at position 1 is U+00E9")]
    [InlineData("x\0", "may hold letters, digits and -_.:@/+=~ only; the character at position 2 is U+0000")]
    public void A_malformed_id_is_told_why(string? text, string problem) => IdText.Problem(text).ShouldBe(problem);

    [Fact]
    public void Two_hundred_characters_are_the_most()
    {
        IdText.Problem(new string('x', 200)).ShouldBeNull();
        IdText.Problem(new string('x', 201)).ShouldBe("must be at most 200 characters long, and has 201");
    }

    [Fact]
    public void An_id_made_here_is_well_formed_and_names_something()
    {
        var id = TaskId.From(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]));
        IdText.Problem(id.Value).ShouldBeNull();
        id.IsEmpty.ShouldBeFalse();
        default(TaskId).IsEmpty.ShouldBeTrue();
    }
}
