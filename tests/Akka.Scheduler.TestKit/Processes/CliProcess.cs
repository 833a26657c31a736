namespace Akka.Scheduler.TestKit.Processes;

/// <summary>Runs of the command line <c>schedctl</c>, as the published program in a process of its own.</summary>
public static class CliProcess
{
    /// <summary>Runs <c>schedctl</c> to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="timeout">How long it may take; a minute if null.</param>
    /// <exception cref="TimeoutException">It still ran; the message holds its output.</exception>
    public static async Task<CliResult> RunAsync(IEnumerable<string> arguments, string input = "", TimeSpan? timeout = null)
    {
        await using var process = await StartAsync(arguments, input);
        var code = await process.ExitAsync(timeout ?? TimeSpan.FromMinutes(1));
        return new CliResult(code, process.Output.StandardOutput, process.Output.StandardError);
    }

    /// <summary>Starts <c>schedctl</c> and leaves it running, for commands that follow something.</summary>
    public static async Task<ChildProcess> StartAsync(IEnumerable<string> arguments, string input = "")
        => ChildProcess.Start(await PublishedPrograms.CliAsync(), arguments, input: input);
}

/// <summary>How a run of the command line ended.</summary>
/// <param name="ExitCode">0 done, 1 the task failed, 2 usage, 3 cannot reach the node, 4 refused.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CliResult(int ExitCode, string Output, string Error);
