using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Tidy;

public sealed class CSharpTextTests
{
    // A tick stands for a quote, a bar for a line break; blanks stand for what was hidden.
    [Theory]
    [InlineData("a(`{`); b", "a(` `); b")]
    [InlineData("a(`\\`{`); b", "a(`   `); b")]
    [InlineData("a(@`\\`); {", "a(@` `); {")]
    [InlineData("a(@`x``{`); b", "a(@`    `); b")]
    [InlineData("a(``); {", "a(``); {")]
    [InlineData("a($`x{ f(`}`) }y`); {", "a($`            `); {")]
    [InlineData("a($`{{x`); {", "a($`   `); {")]
    [InlineData("a($`{new { X = 1 }}`); {", "a($`               `); {")]
    [InlineData("a(```|x`{ |```); {", "a(```|    |```); {")]
    [InlineData("a($$```{x{{y}}```); {", "a($$```       ```); {")]
    [InlineData("c = '{'; d = '\\''; {", "c = ' '; d = '  '; {")]
    [InlineData("c = '`'; {", "c = ' '; {")]
    [InlineData("a // {`|b", "a      |b")]
    [InlineData("a /* {|` */ b", "a     |     b")]
    [InlineData("@class { }", "@class { }")]
    public void Strings_and_comments_are_no_code(string text, string code)
        => CSharpText.Scan(Quoted(text)).Code.ShouldBe(Quoted(code));

    [Theory]
    [InlineData("a // why|b", "  // why| ")]
    [InlineData("a(`// not`); /* so */ b", "             /* so */  ")]
    public void Comments_are_kept_where_they_stand(string text, string comments)
        => CSharpText.Scan(Quoted(text)).Comments.ShouldBe(Quoted(comments));

    [Fact]
    public void Brackets_balance_in_the_code_of_every_file_here()
        => (from file in RepositoryTree.CSharpFiles
            let code = file.CSharp.Code
            where new[] { "()", "[]", "{}" }.Any(pair => code.Count(c => c == pair[0]) != code.Count(c => c == pair[1]))
            select file.Path).ShouldBeEmpty();

    private static string Quoted(string text) => text.Replace('`', '"').Replace('|', '\n');
}
