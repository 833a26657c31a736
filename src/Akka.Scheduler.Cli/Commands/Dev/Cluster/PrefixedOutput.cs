namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>Lines of many processes on one stream, each whole and marked with its origin.</summary>
internal sealed class PrefixedOutput(TextWriter writer)
{
    private readonly Lock _lock = new();

    /// <summary>Writes a line of our own.</summary>
    public void Say(string text)
    {
        lock (_lock) writer.WriteLine(text);
    }

    /// <summary>Writes a line of a node.</summary>
    public void Pass(string id, string line) => Say($"{id} | {line}");
}
