using Akka.Scheduler.Cli;
using Akka.Scheduler.Cli.Interactive;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class InteractiveTests
{
    [Theory]
    [InlineData("task list", new[] { "task", "list" })]
    [InlineData("  task   list  ", new[] { "task", "list" })]
    [InlineData("""a 'b c' "d e"f g\ h""", new[] { "a", "b c", "d ef", "g h" })]
    [InlineData("""--payload '{"command":"a \"b\""}'""", new[] { "--payload", """{"command":"a \"b\""}""" })]
    [InlineData(""" "a \"b\" \n" '' """, new[] { """a "b" \n""", "" })]
    [InlineData("", new string[0])]
    public void A_line_is_split_as_a_shell_splits_it(string line, string[] expected)
    {
        WordSplitter.Split(line, out var words).ShouldBeNull();
        words.ShouldBe(expected);
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_a_fault() => WordSplitter.Split("a 'b", out _).ShouldBe("The quote ' is not closed.");

    [Fact]
    public void Lines_are_edited_and_found_again()
    {
        var keys = new KeyScript().Type("task lst").Press(ConsoleKey.LeftArrow, 2).Type("i").Press(ConsoleKey.Enter)
            .Press(ConsoleKey.UpArrow).Type(" x").Control(ConsoleKey.W).Control(ConsoleKey.A).Press(ConsoleKey.Delete).Press(ConsoleKey.Enter)
            .Type("dropped").Control(ConsoleKey.C).Control(ConsoleKey.D);
        using var screen = new StringWriter();
        var editor = new LineEditor(screen, keys.Next, _ => []);
        editor.Read("> ").ShouldBe("task list");
        editor.Read("> ").ShouldBe("ask list ");
        editor.Read("> ").ShouldBe(string.Empty);
        editor.Read("> ").ShouldBeNull();
        editor.History.ShouldBe(["task list", "ask list "]);
    }

    [Fact]
    public void Tab_completes_as_far_as_the_candidates_agree()
    {
        var keys = new KeyScript().Type("s").Press(ConsoleKey.Tab).Type("c").Press(ConsoleKey.Tab).Press(ConsoleKey.Enter);
        using var screen = new StringWriter();
        var editor = new LineEditor(screen, keys.Next, _ => ["schedule", "stats", "task"]);
        editor.Read("> ").ShouldBe("schedule ");
        screen.ToString().ShouldContain("schedule  stats");
    }

    [Fact]
    public async Task Commands_run_line_after_line_and_the_last_code_is_the_shells()
    {
        using var node = new ScriptedNode().Answers("GET /api/v1/tasks/t1", Answers.Task());
        using var output = new StringWriter();
        using var error = new StringWriter();
        var lines = new Queue<string>(["task get t1", "", "help task", "history", "task get 'open", "task get gone", "exit", "never"]);
        var around = CliRun.Around(node, output, error, TextReader.Null, new Dictionary<string, string>());

        var code = await new InteractiveShell(around, lines.Dequeue, () => ["task get t1"], () => CancellationToken.None).RunAsync();

        code.ShouldBe(4);
        lines.ShouldBe(["never"]);
        output.ToString().ShouldContain("status");
        output.ToString().ShouldContain("Submit one task");
        output.ToString().ShouldContain("1  task get t1");
        error.ToString().ShouldContain("is not closed");
    }

    private sealed class KeyScript
    {
        private readonly Queue<ConsoleKeyInfo> _keys = [];

        public KeyScript Type(string text)
        {
            foreach (var c in text) _keys.Enqueue(new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));
            return this;
        }

        public KeyScript Press(ConsoleKey key, int times = 1)
        {
            for (var i = 0; i < times; i++) _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, false));
            return this;
        }

        public KeyScript Control(ConsoleKey key)
        {
            _keys.Enqueue(new ConsoleKeyInfo('\u0001', key, false, false, true));
            return this;
        }

        public ConsoleKeyInfo Next() => _keys.Dequeue();
    }

    [Theory]
    [InlineData("--server http://n:1", "http://n:1", null)]
    [InlineData("--server n:1 --token t", "n:1", "t")]
    [InlineData("--server n:1 stats", "", null)]
    [InlineData("--server n:1 nonsense", "", null)]
    [InlineData("--server n:1 --help", "", null)]
    [InlineData("-o json", "", null)]
    [InlineData("task", "", null)]
    public void A_line_that_names_a_node_and_nothing_else_asks_for_the_shell(string line, string? server, string? token)
    {
        using var node = new ScriptedNode();
        using var commands = new CommandLine(CliRun.Around(node, TextWriter.Null, TextWriter.Null, TextReader.Null, new Dictionary<string, string>()));
        var expected = server?.Length > 0 ? (server, token) : ((string?, string?)?)null;
        commands.NodeAlone(line.Split(' ')).ShouldBe(expected);
    }
}
