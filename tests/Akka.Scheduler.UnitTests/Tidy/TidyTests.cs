using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>The house style, checked on the tree itself. A failed test lists every offender as file:line.</summary>
public sealed class TidyTests
{
    private const int LongestFile = 400;
    private const int LongestMethod = 70;

    private static readonly string[] CodeExtensions = [".cs", ".razor", ".sql", ".js", ".css", ".sh", ".proto"];

    private static IEnumerable<RepositoryFile> SourceFiles => RepositoryTree.CSharpFiles.Where(f => f.IsIn("src"));

    [Fact]
    public void Files_are_short() => None(
        from file in RepositoryTree.Files
        where CodeExtensions.Any(e => file.Path.EndsWith(e, StringComparison.Ordinal)) || file.Text.StartsWith("#!", StringComparison.Ordinal)
        where file.LineCount > LongestFile
        select file.Offence(file.Text.Length, $"{file.LineCount} lines, {LongestFile} are allowed"));

    [Fact]
    public void Methods_are_short() => None(
        from file in RepositoryTree.CSharpFiles
        from member in CSharpMembers.In(file.CSharp.Code)
        where member.Kind == CSharpMemberKind.Executable && member.Lines > LongestMethod
        select file.Offence(member.Offset, $"{member.Lines} lines, {LongestMethod} are allowed: {member.Header}"));

    [Fact]
    public void Project_references_point_one_way() => None(LayoutRules.References(RepositoryTree.Files));

    [Fact]
    public void Every_project_of_the_layout_is_there()
        => RepositoryTree.Files.Where(f => f.IsIn("src", "tests") && f.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f.Path))
            .ShouldBe(ProjectLayout.References.Keys.Concat(ProjectLayout.TestProjects).Select(name => ProjectLayout.Prefix + name), ignoreOrder: true);

    [Fact]
    public void Migrations_are_numbered_from_1_without_a_gap() => None(LayoutRules.Migrations(RepositoryTree.Files));

    [Fact]
    public void Names_say_something() => None(LayoutRules.VagueNames(RepositoryTree.Files));

    [Fact]
    public void Files_are_named_for_what_they_hold() => None(LayoutRules.Misnamed([.. SourceFiles]));

    [Fact]
    public void Nothing_is_left_unfinished() => None(TextRules.Unfinished(RepositoryTree.Files));

    [Fact]
    public void No_test_is_skipped() => None(TextRules.SkippedTests(RepositoryTree.CSharpFiles.Where(f => f.IsIn("tests"))));

    [Fact]
    public void No_path_of_one_machine_is_written_down() => None(TextRules.MachinePaths(RepositoryTree.Files));

    [Fact]
    public void No_package_registry_is_chosen() => None(TextRules.Registries(RepositoryTree.Files));

    [Fact]
    public void Lines_end_as_they_should() => None(TextRules.LineEnds(RepositoryTree.Files));

    [Fact]
    public void Suppressed_warnings_say_why() => None(TextRules.BareSuppressions(RepositoryTree.CSharpFiles));

    [Fact]
    public void No_method_is_async_void() => None(TextRules.AsyncVoid(RepositoryTree.CSharpFiles));

    [Fact]
    public void The_simulated_projects_never_block_a_thread() => None(TextRules.BlockingWaits(
        SourceFiles.Where(f => f.Name != OwnThread && f.IsIn([.. ProjectLayout.Simulated.Select(name => "src/" + ProjectLayout.Prefix + name)]))));

    // The one dispatcher that has a thread, and stands where a simulation has its own.
    private const string OwnThread = "DedicatedThread.cs";

    private static void None(IEnumerable<string> offences)
    {
        var all = offences.ToArray();
        if (all.Length > 0) Assert.Fail($"{all.Length} against the rule:\n{string.Join('\n', all)}");
    }
}
