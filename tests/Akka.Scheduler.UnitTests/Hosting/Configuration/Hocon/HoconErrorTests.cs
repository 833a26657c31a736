using Akka.Scheduler.Hosting.Configuration.Hocon;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon.HoconReading;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

public sealed class HoconErrorTests
{
    [Theory]
    [InlineData("a = 1\nb 2", 2, 4, "'=', ':', '+=' or '{'")]
    [InlineData("a = {\n  b = 1", 2, 8, "'}'")]
    [InlineData("a = [1, 2", 1, 10, "']'")]
    [InlineData("a = [1,,2]", 1, 8, "a value or ']'")]
    [InlineData("a = 1 }", 1, 7, "a new line, ','")]
    [InlineData("a = \"x", 1, 5, "the closing '\"'")]
    [InlineData("a = \"\"\"x\n", 1, 5, "the closing \"\"\"")]
    [InlineData("a = \"\\q\"", 1, 7, "after '\\'")]
    [InlineData("a = \"\\u12g4\"", 1, 7, "four hexadecimal digits")]
    [InlineData("a = ", 1, 5, "a value")]
    [InlineData("a.b. = 1", 1, 1, "a name before and after each '.'")]
    [InlineData("= 1", 1, 1, "a key")]
    [InlineData("a = x?y", 1, 6, "double quotes")]
    [InlineData("a = ${b", 1, 8, "'}'")]
    [InlineData("a = ${}", 1, 7, "the key to take the value of")]
    [InlineData("x = 1\n  a = ${b.c}", 2, 7, "${b.c}")]
    [InlineData("[1]", 1, 1, "an object at the root")]
    [InlineData("include = 1", 1, 9, "after include")]
    [InlineData("include \"x\"", 1, 1, "only in a file")]
    public void An_error_tells_line_column_and_what_was_expected(string text, int line, int column, string expectation)
    {
        var error = Should.Throw<HoconException>(() => Read(text));
        error.Message.ShouldContain(expectation);
        error.Origin.ShouldBe(new HoconOrigin("test", line, column));
        error.Message.ShouldStartWith($"test:{line}:{column}: expected");
    }

    [Theory]
    [InlineData("p = hunter2 = x")]
    [InlineData("p = [hunter2 } ]")]
    [InlineData("p = \"hunter2")]
    [InlineData("p = [\"hunter2\"] hunter2")]
    [InlineData("p = hunter2, p += 1")]
    public void An_error_does_not_show_values(string text) =>
        Should.Throw<HoconException>(() => Read(text)).Message.ShouldNotContain("hunter2");

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    [InlineData("a.")]
    public void Nesting_is_bounded(string opening)
    {
        var text = "a = " + string.Concat(Enumerable.Repeat(opening, 100_000));
        if (opening == "a.")
            text = string.Concat(Enumerable.Repeat(opening, 100_000)) + "a = 1";
        Should.Throw<HoconException>(() => Read(text)).Message.ShouldContain("at most 64");
    }

    [Fact]
    public void Random_text_ends_in_a_value_or_a_HoconException()
    {
        string[] pieces =
        [
            "a", "b.c", "\"", "\"\"\"", "${", "${?", "}", "{", "[", "]", ",", "\n", " ", "=", ":", "+=", "#", "//", "\\", "\\u00",
            "null", "1", "-", ".", "include ", "include \"x\"", "required(", "file(", ")", "true", "10s", "${a}", "${?b}", "a = ", "a += ",
            "\0", "\uFEFF", "\uD800", "é",
        ];
        var random = new Random(20261120);
        var values = 0;
        for (var round = 0; round < 30_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                Read(text);
                values++;
            }
            catch (HoconException)
            {
                // The other allowed end; any other exception fails the test.
            }
        }

        values.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Random_damage_to_a_good_document_ends_in_a_value_or_a_HoconException()
    {
        const string Good = "a { b = [1, \"x\", ${c}], d = ${?e}\"y\" }\nc = \"\"\"z\"\"\" # end\na.b += 5\nf = ${a} { g = 10 s }\n";
        var random = new Random(7);
        for (var round = 0; round < 30_000; round++)
        {
            var text = Good.ToCharArray();
            for (var change = random.Next(1, 5); change > 0; change--)
                text[random.Next(text.Length)] = random.Next(3) == 0 ? (char)random.Next(0x250) : Good[random.Next(Good.Length)];
            try
            {
                Read(new string(text));
            }
            catch (HoconException error)
            {
                error.Origin.Line.ShouldBeInRange(1, 8);
            }
        }
    }
}
