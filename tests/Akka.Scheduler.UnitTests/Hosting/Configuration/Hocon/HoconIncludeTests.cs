using Akka.Scheduler.Hosting.Configuration.Hocon;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

public sealed class HoconIncludeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hocon-include-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("include \"b.conf\"")]
    [InlineData("include file(\"b.conf\")")]
    [InlineData("include required(\"b.conf\")")]
    [InlineData("include required( file(\"b.conf\") )")]
    [InlineData("include \"b\"")]
    public void An_included_file_stands_where_it_is_included(string directive)
    {
        Write("b.conf", "x = 2, y = 3");
        Read($"x = 1\n{directive}\ny = 4").ShouldBe("{x='2',y='4'}");
        Read($"o {{ {directive} }}").ShouldBe("{o={x='2',y='3'}}");
    }

    [Fact]
    public void Names_are_relative_to_the_including_file()
    {
        Write("sub/b.conf", "include \"c.conf\"");
        Write("sub/c.conf", "x = deep");
        Read("include \"sub/b.conf\"").ShouldBe("{x='deep'}");
    }

    [Fact]
    public void A_substitution_of_an_included_file_looks_below_the_place_of_inclusion_first()
    {
        Write("b.conf", "x = ${y}, y = inner, z = ${outer}");
        Read("y = root, outer = o, sub { include \"b.conf\" }").ShouldBe("{y='root',outer='o',sub={x='inner',y='inner',z='o'}}");
    }

    [Fact]
    public void A_missing_file_is_nothing_unless_it_is_required()
    {
        Read("a = 1\ninclude \"no.conf\"").ShouldBe("{a='1'}");
        var error = Should.Throw<HoconException>(() => Read("a = 1\ninclude required(\"no.conf\")"));
        error.Origin.Line.ShouldBe(2);
        error.Reason.ShouldContain("does not exist");
    }

    [Fact]
    public void A_file_that_includes_itself_by_way_of_others_is_refused()
    {
        Write("b.conf", "include \"c.conf\"");
        Write("c.conf", "include \"b.conf\"");
        Should.Throw<HoconException>(() => Read("include \"b.conf\"")).Reason.ShouldContain("does not include itself");
        Should.Throw<HoconException>(() => Read("include \"a.conf\"")).Reason.ShouldContain("does not include itself");
    }

    [Fact]
    public void Files_that_include_one_another_many_times_are_refused()
    {
        for (var n = 0; n < 20; n++)
            Write($"f{n}.conf", $"include \"f{n + 1}.conf\"\ninclude \"f{n + 1}.conf\"");
        Write("f20.conf", "x = 1");
        Should.Throw<HoconException>(() => Read("include \"f0.conf\"")).Reason.ShouldContain("at most 100");
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_directory, "b.conf"), [0x61, 0x3D, 0xFF]);
        Should.Throw<HoconException>(() => Read("include \"b.conf\"")).Reason.ShouldContain("UTF-8");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Read(string text)
    {
        Write("a.conf", text);
        return HoconReading.Render(HoconResolver.Resolve(HoconIncludes.LoadFile("a.conf", _directory), _ => null));
    }
}
