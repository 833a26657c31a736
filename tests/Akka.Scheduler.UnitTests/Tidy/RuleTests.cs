using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>Each rule finds what it is for, and says where.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Unfinished_work_is_found_in_any_text()
        => TextRules.Unfinished([File("README.md", "one\n- TO" + "DO: two\n")]).ShouldBe(["README.md:2: TO" + "DO"]);

    [Theory]
    [InlineData("see /wor" + "k/shared/x")]
    [InlineData("cd /tmp/w" + "t/core")]
    public void Machine_paths_are_found(string text) => TextRules.MachinePaths([File("docs/a.md", text)]).Count().ShouldBe(1);

    [Theory]
    [InlineData("https://example.com/work/1")]
    [InlineData("src/work/x.cs and frame.work/")]
    public void Other_paths_are_no_machine_paths(string text) => TextRules.MachinePaths([File("docs/a.md", text)]).ShouldBeEmpty();

    [Theory]
    [InlineData("<packageS" + "ources>")]
    [InlineData("registr" + "y=https://elsewhere/")]
    [InlineData("npm install --registr" + "y http://x")]
    [InlineData("\"resolve" + "d\": \"https://elsewhere/x.tgz\"")]
    public void Registries_are_found(string text) => TextRules.Registries([File("a", text)]).Count().ShouldBe(1);

    [Theory]
    [InlineData("[Fact(Skip = \"slow\")]", 1)]
    [InlineData("[Theory(DisplayName = \"x\", Skip=\"slow\")]", 1)]
    [InlineData("Assert.Skip(\"slow\");", 1)]
    [InlineData("items.Skip(3);", 0)]
    [InlineData("Policy = Misfire.Skip;", 0)]
    [InlineData("Say(\"[Fact(Skip = 1)]\");", 0)]
    public void Skipped_tests_are_found(string code, int times) => TextRules.SkippedTests([File("a.cs", code)]).Count().ShouldBe(times);

    [Theory]
    [InlineData("task.Wait();", 1)]
    [InlineData("var x = RunAsync().Result;", 1)]
    [InlineData("var x = loadTask.Result;", 1)]
    [InlineData("RunAsync().GetAwaiter().GetResult();", 1)]
    [InlineData("var x = attempt.Result;", 0)]
    [InlineData("// task.Wait() would block", 0)]
    public void Blocking_waits_are_found(string code, int times) => TextRules.BlockingWaits([File("a.cs", code)]).Count().ShouldBe(times);

    [Fact]
    public void Async_void_is_found() => TextRules.AsyncVoid([File("a.cs", "x\nasync  void F()")]).ShouldBe(["a.cs:2: async  void"]);

    [Theory]
    [InlineData("#pragma warning disable CA1000", 1)]
    [InlineData("#pragma warning disable CA1000 // generated code asks for it", 0)]
    [InlineData("// The library asks for it.\n#pragma warning disable CA1000", 0)]
    [InlineData("#pragma warning restore CA1000", 0)]
    [InlineData("[SuppressMessage(\"a\", \"b\")]", 1)]
    [InlineData("[SuppressMessage(\"a\", \"b\", Justification = \"The library asks for it.\")]", 0)]
    public void Suppressions_need_a_reason(string code, int times) => TextRules.BareSuppressions([File("a.cs", code)]).Count().ShouldBe(times);

    [Theory]
    [InlineData("a\n", 0)]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\r\n", 1)]
    public void Line_ends_are_checked(string text, int times) => TextRules.LineEnds([File("a.md", text)]).Count().ShouldBe(times);

    [Theory]
    [InlineData("src/A/StringHelpers.cs", "class X;", 1)]
    [InlineData("src/Common/X.cs", "class X;", 1)]
    [InlineData("src/A/X.cs", "public sealed class ShardManager { }", 1)]
    [InlineData("src/A/X.cs", "class Managed { } class Commons { }", 0)]
    public void Vague_names_are_found(string path, string code, int times) => LayoutRules.VagueNames([File(path, code)]).Count().ShouldBe(times);

    [Theory]
    [InlineData("A.cs", "class A { class B; }", 0)]
    [InlineData("A.Log.cs", "partial class A;", 0)]
    [InlineData("A{T}.cs", "class A<T>;", 0)]
    [InlineData("Ask.cs", "static class ActorAskExtensions;", 0)]
    [InlineData("Ask.cs", "static class Asking;", 1)]
    [InlineData("A.cs", "class B;", 1)]
    [InlineData("Ids.cs", "record struct AId; record struct BId;", 0)]
    [InlineData("A.cs", "class B; class C;", 0)]
    [InlineData("Program.cs", "return 0;", 0)]
    public void Misnamed_files_are_found(string name, string code, int times) => LayoutRules.Misnamed([File(name, code)]).Count().ShouldBe(times);

    [Fact]
    public void A_file_named_for_a_type_that_is_elsewhere_is_misnamed()
        => LayoutRules.Misnamed([File("x/A.cs", "class B; class C;"), File("y/A.cs", "class A;")]).Single().ShouldStartWith("x/A.cs:1");

    [Theory]
    [InlineData("src/Akka.Scheduler.Cluster/Akka.Scheduler.Cluster.csproj", "Kernel", 0)]
    [InlineData("src/Akka.Scheduler.Cluster/Akka.Scheduler.Cluster.csproj", "Engine", 1)]
    [InlineData("src/Akka.Scheduler.Kernel/Akka.Scheduler.Kernel.csproj", "TestKit", 1)]
    [InlineData("src/Akka.Scheduler.New/Akka.Scheduler.New.csproj", "Kernel", 1)]
    [InlineData("tests/Akka.Scheduler.UnitTests/Akka.Scheduler.UnitTests.csproj", "Kernel", 0)]
    public void References_against_the_layout_are_found(string path, string reference, int times)
        => LayoutRules.References([File(path, $"<ProjectReference Include=\"../Akka.Scheduler.{reference}/Akka.Scheduler.{reference}.csproj\" />")])
            .Count().ShouldBe(times);

    private static RepositoryFile File(string path, string text) => new(path, text);
}
