using Akka.Scheduler.Cli.Options;
using Spectre.Console;

namespace Akka.Scheduler.Cli;

/// <summary>Everything outside the program that a command may touch, so that a test can stand in for all of it.</summary>
internal sealed record Surroundings
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Draws tables and asks on <see cref="Out"/>.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Whether a person reads <see cref="Out"/>.</summary>
    public required bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/>: progress is shown there and nowhere else.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>What reaches the node.</summary>
    public required HttpMessageHandler Http { get; init; }

    public required TimeProvider Time { get; init; }

    public required Random Random { get; init; }

    /// <summary>Reads an environment variable; null when it is not set or empty.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The same, with another node and token where they are given.</summary>
    public Surroundings For(string? server, string? token) => this with
    {
        Variable = name => (name == GlobalOptions.ServerVariable ? server : name == GlobalOptions.TokenVariable ? token : null) ?? Variable(name),
    };
}
