using Akka.Scheduler.Hosting.Configuration;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "abcd", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_insertions_removals_replacements_and_swaps(string left, string right, int distance)
    {
        Spelling.Distance(left, right).ShouldBe(distance);
        Spelling.Distance(right, left).ShouldBe(distance);
    }

    [Fact]
    public void Nothing_is_suggested_for_what_is_near_to_nothing() => Spelling.Nearest("a.zzzzzz", ["a.bind", "b.port"]).ShouldBeNull();
}
