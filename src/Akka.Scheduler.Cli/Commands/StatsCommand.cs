using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands;

/// <summary><c>stats [--watch]</c></summary>
internal static class StatsCommand
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(2);

    public static Command Create(CliContext context)
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again and again, until Ctrl-C." };
        var interval = WireOptions.Duration("--interval", "With --watch: the time between two. Default 2s.");
        return context.Define(new Command("stats", "Show counts, rates and times.") { watch, interval }, async run =>
        {
            while (true)
            {
                var stats = await run.Client.StatsAsync(run.Cancel);
                var watching = run.Parsed.GetValue(watch);
                var redraws = watching && run.Around.OutputIsTerminal && run.Report.Format == OutputFormat.Table;
                if (redraws) run.Around.Console.Clear(home: true);
                Show(run, stats, watching);
                if (!watching) return ExitCode.Done;
                await Task.Delay(run.Parsed.GetValue(interval) ?? DefaultInterval, run.Around.Time, run.Cancel);
            }
        });
    }

    private static void Show(Invocation run, StatsView stats, bool watching)
    {
        if (run.Report.Format == OutputFormat.Table) Write(stats, run.Around.Out);
        else if (watching) run.Report.Line(stats, WireJson.Default.StatsView);
        else run.Report.One(stats, WireJson.Default.StatsView, []);
    }

    private static void Write(StatsView stats, TextWriter writer)
    {
        var words = Enum.GetValues<WireStatus>().Select(WireEnum.Name).ToArray();
        var rows = new List<string[]> { Row("QUEUE", word => word.ToUpperInvariant()) };
        rows.AddRange(stats.ByQueue.OrderBy(queue => queue.Key, StringComparer.Ordinal)
            .Select(queue => Row(queue.Key, word => Cell.Of(queue.Value.GetValueOrDefault(word))!)));
        rows.Add(Row("all", word => Cell.Of(stats.ByStatus.GetValueOrDefault(word))!));
        writer.WriteLine(Cell.Of(stats.At));
        PlainTable.Write(writer, rows, column => column > 0);
        writer.WriteLine();

        // The counts are the cluster's; rates and times are those of the node that answered.
        if (stats.NodeId is { } node) writer.WriteLine($"ON NODE {node}");
        PlainTable.Write(
            writer,
            [
                [
                    "PER SECOND", "submitted", Cell.Of(stats.Rates.Submitted)!, "started", Cell.Of(stats.Rates.Started)!,
                    "succeeded", Cell.Of(stats.Rates.Succeeded)!, "failed", Cell.Of(stats.Rates.Failed)!,
                ],
                Times("WAIT MS", stats.WaitMs),
                Times("RUN MS", stats.RunMs),
                ["LAG MS", "schedules", Cell.Of(stats.ScheduleLagMs)!, "", "", "", "", "", ""],
            ],
            _ => false);

        string[] Row(string head, Func<string, string> cell) => [head, .. words.Select(cell)];
    }

    private static string[] Times(string head, PercentilesView? times) =>
        [head, "p50", Cell.Of(times?.P50) ?? "-", "p95", Cell.Of(times?.P95) ?? "-", "p99", Cell.Of(times?.P99) ?? "-", "", ""];
}
