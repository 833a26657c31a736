using System.ComponentModel;
using System.Diagnostics;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary>Runs of other programs to their end.</summary>
internal static class ForeignProgram
{
    /// <summary>Runs a program.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="directory">Where it runs; it must be one that the program's user may enter.</param>
    /// <param name="cancel">Kills it.</param>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    /// <exception cref="UsageException">There is no such program.</exception>
    public static async Task<(int Code, string Output)> RunAsync(IReadOnlyList<string> words, string directory, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var kill = cancel.Register(() => process.Kill(entireProcessTree: true));
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return (process.ExitCode, await output + await error);
        }
        catch (Win32Exception missing)
        {
            throw new UsageException($"Cannot start '{words[0]}': {missing.Message}.");
        }
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <exception cref="UsageException">It did not; the message holds what it printed.</exception>
    public static async Task MustRunAsync(IReadOnlyList<string> words, string directory, CancellationToken cancel)
    {
        var (code, output) = await RunAsync(words, directory, cancel);
        if (code != 0) throw new UsageException($"'{string.Join(' ', words)}' ended with code {code}.\n{output.Trim()}");
    }
}
