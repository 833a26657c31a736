using System.Text.RegularExpressions;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Docs;

public sealed partial class ReasonTableTests
{
    [Fact]
    public void The_document_explains_exactly_the_reasons_that_the_code_knows()
    {
        var text = File.ReadAllText(Path.Combine(SolutionRoot.Find(), "docs/semantics.md"));
        var table = text[text.IndexOf("| reason |", StringComparison.Ordinal)..];
        var documented = Row().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(row => row.Groups["word"].Value);
        documented.ShouldBe(typeof(TaskReason).GetFields().Select(field => (string)field.GetRawConstantValue()!), ignoreOrder: true);
    }

    [Fact]
    public void No_code_writes_a_reason_of_its_own()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SolutionRoot.Find(), "src"), "*.cs", SearchOption.AllDirectories);
        sources.Where(file => Literal().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| `(?<word>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\bReason = ""\w")]
    private static partial Regex Literal();
}
