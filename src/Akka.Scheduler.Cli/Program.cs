using Akka.Scheduler.Cli;
using Akka.Scheduler.Cli.Interactive;
using Spectre.Console;

using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) };
using var interrupts = new Interrupts();
var around = new Surroundings
{
    In = Console.In,
    Out = Console.Out,
    Error = Console.Error,
    Console = AnsiConsole.Console,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    Http = handler,
    Time = TimeProvider.System,
    Random = new Random(BitConverter.ToInt32(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))),
    Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
};
var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
if (args.Length > 0)
{
    using var once = new CommandLine(around);
    if (!isTerminal || once.NodeAlone(args) is not { } node) return await once.RunAsync(args, interrupts.Next());
    around = around.For(node.Server, node.Token);
}

if (!isTerminal)
{
    using var nothing = new CommandLine(around);
    nothing.WriteHelp(Console.Error);
    return ExitCode.Usage;
}

using var completing = new CommandLine(around);
var editor = new LineEditor(Console.Out, ReadKey, line => WordSplitter.Split(line, out var words) is null ? Candidates(line, words) : []);
return await new InteractiveShell(around, () => editor.Read(InteractiveShell.Prompt), () => editor.History, interrupts.Next).RunAsync();

IReadOnlyList<string> Candidates(string line, List<string> words) =>
    [.. completing.Complete(line.EndsWith(' ') || words.Count == 0 ? [.. words, string.Empty] : words)];

// Ctrl-C drops the line that is being written; while a command runs it is a signal again.
static ConsoleKeyInfo ReadKey()
{
    Console.TreatControlCAsInput = true;
    try
    {
        return Console.ReadKey(intercept: true);
    }
    finally
    {
        Console.TreatControlCAsInput = false;
    }
}
