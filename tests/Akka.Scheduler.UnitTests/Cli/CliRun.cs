using Akka.Scheduler.Cli;
using Akka.Scheduler.UnitTests.Client;
using Spectre.Console;

namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>One run of a command line inside the test: its exit code and what it wrote.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    public static Task<CliRun> Of(ScriptedNode node, params string[] words) => With(node, string.Empty, new Dictionary<string, string>(), words);

    public static async Task<CliRun> With(
        ScriptedNode node, string input, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> words, CancellationToken cancel = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var line = new CommandLine(Around(node, output, error, new StringReader(input), variables));
        var code = await line.RunAsync(words, cancel);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    public static Surroundings Around(
        HttpMessageHandler node, TextWriter output, TextWriter error, TextReader input, IReadOnlyDictionary<string, string> variables)
    {
        return new Surroundings
        {
            In = input,
            Out = output,
            Error = error,
            Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            Http = node,
            Time = TimeProvider.System,
            Random = new Random(11),
            Variable = variables.GetValueOrDefault,
        };
    }
}
