using Akka.Scheduler.Hosting.Configuration.Hocon;
using Shouldly;
using Xunit;
using static Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon.HoconReading;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

public sealed class HoconSubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "{a='1',b='1'}")]
    [InlineData("b = ${a.x}, a.x = [1]", "{b=['1'],a={x=['1']}}")]
    [InlineData("h = db, b = \"Host=\"${h}\";Port=5\"", "{h='db',b='Host=db;Port=5'}")]
    [InlineData("h = a, b = ${h} and ${h}", "{h='a',b='a and a'}")]
    [InlineData("b = ${\"x.y\".z}, \"x.y\".z = 1", "{b='1',x.y={z='1'}}")]
    [InlineData("l = [2], b = [1] ${l} [3]", "{l=['2'],b=['1','2','3']}")]
    [InlineData("t { x = 1, y = 2 }, b = ${t} { y = 3 }", "{t={x='1',y='2'},b={x='1',y='3'}}")]
    [InlineData("t { x = 1 }, b = ${t}, b.y = 2", "{t={x='1'},b={x='1',y='2'}}")]
    [InlineData("a { x = 1, y = ${a.x} }", "{a={x='1',y='1'}}")]
    [InlineData("a = 1, b = ${a}, a = 2", "{a='2',b='2'}")]
    public void A_substitution_takes_the_final_value(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a = ${?no}", "{}")]
    [InlineData("a = 1, a = ${?no}", "{a='1'}")]
    [InlineData("a = [1, ${?no}, 2]", "{a=['1','2']}")]
    [InlineData("a = x${?no}y", "{a='xy'}")]
    [InlineData("a = [1] ${?no}", "{a=['1']}")]
    public void An_optional_substitution_leaves_no_trace_when_absent(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("p = /a, p = ${p}\":/b\"", "{p='/a:/b'}")]
    [InlineData("p = 1, p = ${p}2, p = ${p}3", "{p='123'}")]
    [InlineData("p = ${?p}x", "{p='x'}")]
    [InlineData("o { x = 1 }, o = ${o} { y = 2 }", "{o={x='1',y='2'}}")]
    [InlineData("o { c { x = 1 } }, o = ${o.c}", "{o={c={x='1'},x='1'}}")]
    [InlineData("b { p = 1 }, b.p = ${b.p}2, d = ${b} { q = 1 }", "{b={p='12'},d={p='12',q='1'}}")]
    [InlineData("b { p = 1 }, a = ${b}, a { p = ${a.p}x }", "{b={p='1'},a={p='1x'}}")]
    public void A_field_that_names_itself_sees_what_was_assigned_before(string text, string expected) => Read(text).ShouldBe(expected);

    [Fact]
    public void An_environment_variable_is_the_fallback_only()
    {
        Read("a = ${HOME}, b = ${?NONE}, c = ${x}, x = 1", ("HOME", "/root"), ("x", "2")).ShouldBe("{a='/root',c='1',x='1'}");
        Read("PATH = ${PATH}\":/b\"", ("PATH", "/a")).ShouldBe("{PATH='/a:/b'}");
    }

    [Theory]
    [InlineData("a = ${b}")]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = 1, a = ${b}, b = ${a}")]
    [InlineData("a = { b = ${a} }")]
    [InlineData("a = { b = ${a} { x = 1 } }")]
    [InlineData("a = { b = ${a} { b = { y = 1 } } }")]
    [InlineData("a = [${a}]")]
    [InlineData("a = { b = ${a}, c = ${a} }")]
    [InlineData("a = [1] x")]
    [InlineData("a = {} [1]")]
    [InlineData("a = 1, a += 2")]
    public void Missing_circular_and_mixed_values_are_refused(string text) => Should.Throw<HoconException>(() => Read(text));

    [Fact]
    public void A_small_text_cannot_grow_into_a_huge_value()
    {
        var strings = string.Join('\n', Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}}${{a{n - 1}}}"));
        Should.Throw<HoconException>(() => Read("a0 = xxxxxxxxxx\n" + strings));
        var objects = string.Join('\n', Enumerable.Range(1, 60).Select(n => $"a{n} {{ x = ${{a{n - 1}}}, y = ${{a{n - 1}}} }}"));
        Should.Throw<HoconException>(() => Read("a0 = x\n" + objects));
        var arrays = string.Join('\n', Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}} ${{a{n - 1}}}"));
        Should.Throw<HoconException>(() => Read("a0 = [1,2,3]\n" + arrays));
    }

    [Fact]
    public void A_long_chain_of_substitutions_is_refused_and_not_a_crash()
    {
        var chain = string.Join('\n', Enumerable.Range(1, 5000).Select(n => $"a{n} = ${{a{n + 1}}}"));
        Should.Throw<HoconException>(() => Read(chain + "\na5001 = 1")).Message.ShouldContain("lead to one another");
    }
}
