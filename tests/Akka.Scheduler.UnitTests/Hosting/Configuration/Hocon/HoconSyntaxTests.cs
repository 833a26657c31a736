using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon.HoconReading;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

public sealed class HoconSyntaxTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("a = 1", "{a='1'}")]
    [InlineData("{ a : 1 }", "{a='1'}")]
    [InlineData("\n\n{ \"a\" : 1,\n }\n", "{a='1'}")]
    [InlineData("a { b = 1 }", "{a={b='1'}}")]
    [InlineData("a : { b : 1 }, c = 2", "{a={b='1'},c='2'}")]
    [InlineData("\uFEFFa = 1", "{a='1'}")]
    [InlineData("a =\n 1", "{a='1'}")]
    public void A_root_object_needs_no_braces_and_a_nested_one_no_separator(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("# one\na = 1 # two\n// three\nb = 2 // four", "{a='1',b='2'}")]
    [InlineData("a = \"# no // comment\"", "{a='# no // comment'}")]
    [InlineData("a = x/y", "{a='x/y'}")]
    public void Comments_run_to_the_end_of_the_line(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a.b.c = 1", "{a={b={c='1'}}}")]
    [InlineData("a.\"b.c\".d = 1", "{a={b.c={d='1'}}}")]
    [InlineData("a b.c = 1", "{a b={c='1'}}")]
    [InlineData("1.5 = x", "{1={5='x'}}")]
    [InlineData("\"\" = x", "{='x'}")]
    public void Dots_part_a_key_unless_quoted(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("""a = "x\n\t\"\\\/\u0041" """, "{a='x\n\t\"\\/A'}")]
    [InlineData("a = \"\"\"two\nlines \\n\"\"\"", "{a='two\nlines \\n'}")]
    [InlineData("a = \"\"\"q\"\"\"\"", "{a='q\"'}")]
    [InlineData("a = \"\"", "{a=''}")]
    public void Quoted_text_knows_escapes_and_tripled_quotes_do_not(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a =   the quick   fox   ", "{a='the quick   fox'}")]
    [InlineData("a = 10 s", "{a='10 s'}")]
    [InlineData("a = -1.5e+3", "{a='-1.5e+3'}")]
    [InlineData("a = \"x\"y\"z\"", "{a='xyz'}")]
    [InlineData("a = true, b = null, c = \"null\"", "{a='true',b=null,c='null'}")]
    [InlineData("a = not null", "{a='not null'}")]
    [InlineData("a = [1] [2, 3]", "{a=['1','2','3']}")]
    [InlineData("a = {x = 1} {y = 2, x = 3}", "{a={x='3',y='2'}}")]
    public void Values_side_by_side_are_joined(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a = []", "{a=[]}")]
    [InlineData("a = [1, 2,]", "{a=['1','2']}")]
    [InlineData("a = [\n1\n\n2, 3\n]", "{a=['1','2','3']}")]
    [InlineData("a = [[1], {b = 2}, x y]", "{a=[['1'],{b='2'},'x y']}")]
    public void Items_are_parted_by_commas_or_new_lines(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a = 1, a = 2", "{a='2'}")]
    [InlineData("a { b = 1 }, a { c = 2 }", "{a={b='1',c='2'}}")]
    [InlineData("a { b = 1 }, a = 5, a { c = 2 }", "{a={c='2'}}")]
    [InlineData("a { b = 1 }, a = null, a { c = 2 }", "{a={c='2'}}")]
    [InlineData("a.b = 1\na.c = 2\na { b = 3 }", "{a={b='3',c='2'}}")]
    public void Later_values_win_and_objects_merge(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a += 1", "{a=['1']}")]
    [InlineData("a = [1], a += 2, a += [3]", "{a=['1','2',['3']]}")]
    [InlineData("a.b = [1]\na { b += 2 }", "{a={b=['1','2']}}")]
    [InlineData("x = [{ b = [1], b += 2 }]", "{x=[{b=['1','2']}]}")]
    [InlineData("base { l = [1] }, d = ${base}, d { l += 2 }", "{base={l=['1']},d={l=['1','2']}}")]
    public void Append_adds_one_item_to_what_stands_below(string text, string expected) => Read(text).ShouldBe(expected);
}
