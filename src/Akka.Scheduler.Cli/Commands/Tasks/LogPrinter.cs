using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>
/// Prints captured output, each line once however often it is handed over. As a table, a task's standard output goes to ours and
/// the rest to standard error; as JSON, each line is a document.
/// </summary>
internal sealed class LogPrinter(Invocation run)
{
    private (int Attempt, long Seq) _last;

    public void Print(LogLine line)
    {
        if ((line.Attempt, line.Seq).CompareTo(_last) <= 0) return;
        _last = (line.Attempt, line.Seq);
        if (run.Report.Format == OutputFormat.Table) PrintText(line);
        else run.Report.Line(line, WireJson.Default.LogLine);
    }

    /// <summary>Prints as text on standard error, for commands whose answer on standard output is something else.</summary>
    public void PrintAside(LogLine line)
    {
        if (run.Report.Format == OutputFormat.Table)
        {
            Print(line);
            return;
        }

        if ((line.Attempt, line.Seq).CompareTo(_last) <= 0) return;
        _last = (line.Attempt, line.Seq);
        run.Around.Error.WriteLine(line.Text);
    }

    private void PrintText(LogLine line)
    {
        var writer = line.Stream == "stdout" ? run.Around.Out : run.Around.Error;
        writer.WriteLine(line.Text.TrimEnd('\n'));
        writer.Flush();
    }
}
