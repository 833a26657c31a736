namespace Akka.Scheduler.Cli.Interactive;

/// <summary>The same commands, line after line, without the program's name. The exit code of the last one is the shell's own.</summary>
internal sealed class InteractiveShell(
    Surroundings around, Func<string?> readLine, Func<IReadOnlyList<string>> history, Func<CancellationToken> nextCommand)
{
    public const string Prompt = "schedctl> ";

    public async Task<int> RunAsync()
    {
        using var commands = new CommandLine(around);
        around.Out.WriteLine("Commands as on the command line, for example 'task list'. 'help', 'history', 'exit'; Tab completes.");
        var code = ExitCode.Done;
        while (readLine() is { } line)
        {
            if (WordSplitter.Split(line, out var words) is { } fault)
            {
                around.Error.WriteLine($"error: {fault}");
                code = ExitCode.Usage;
                continue;
            }

            switch (words)
            {
                case []:
                    break;
                case ["exit" or "quit"]:
                    return code;
                case ["history"]:
                    foreach (var (index, entry) in history().Index()) around.Out.WriteLine($"{index + 1,4}  {entry}");
                    break;
                case ["help", .. var about]:
                    await commands.RunAsync([.. about, "--help"], CancellationToken.None);
                    break;
                default:
                    code = await commands.RunAsync(words[0] == "schedctl" ? words[1..] : words, nextCommand());
                    break;
            }
        }

        return code;
    }
}
