using System.Text;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Gateway;

public class PayloadRulesTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":"gr\u00fc\u00df dich \ud83d\ude00"}""")]
    [InlineData("""{"text":"a backslash, then u0000: \\u0000"}""")]
    public void Ordinary_json_is_taken(string json) => ProblemOf(json).ShouldBeNull();

    [Theory]
    [InlineData("""{"text":"\u0000"}""")]
    [InlineData("""{"text":"\\\u0000"}""")]
    [InlineData("""{"\u0000":1}""")]
    public void The_null_character_is_refused_however_it_is_escaped(string json) => ProblemOf(json)!.ShouldContain("U+0000");

    [Theory]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":"\udc00\ud800"}""")]
    public void Half_of_a_surrogate_pair_is_refused(string json) => ProblemOf(json)!.ShouldContain("surrogate");

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        PayloadRules.Problem([(byte)'"', 0xFF, 0xFE, (byte)'"'])!.ShouldContain("UTF-8");

    [Fact]
    public void As_many_levels_as_are_allowed_are_taken_and_one_more_is_not()
    {
        ProblemOf(Nested(PayloadRules.MaxDepth)).ShouldBeNull();
        ProblemOf(Nested(PayloadRules.MaxDepth + 1))!.ShouldContain("deeper than 32");
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string? ProblemOf(string json) => PayloadRules.Problem(Encoding.UTF8.GetBytes(json));
}
