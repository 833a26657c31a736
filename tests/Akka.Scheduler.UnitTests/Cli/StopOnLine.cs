namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>Keeps what is written, and asks for a stop as soon as a line with the given words was.</summary>
internal sealed class StopOnLine(string? words, CancellationTokenSource stop) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (words is not null && value?.Contains(words, StringComparison.Ordinal) == true) stop.Cancel();
    }
}
