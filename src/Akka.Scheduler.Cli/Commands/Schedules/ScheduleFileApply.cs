using System.Globalization;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary>Applies a file of schedules. It reads the whole file before it applies any of it; then each schedule stands or falls on its own.</summary>
/// <param name="run">The invocation.</param>
/// <param name="file">The file.</param>
/// <param name="dryRun">Whether to show only what would be done.</param>
/// <param name="prune">By which labels to delete what is not in the file; null: nothing is deleted.</param>
internal sealed class ScheduleFileApply(Invocation run, string file, bool dryRun, IReadOnlyDictionary<string, string>? prune)
{
    private const int Portion = 2_000;

    private static readonly IReadOnlyList<Column<ApplyItem>> Columns =
    [
        new("ID", item => item.Id),
        new("OUTCOME", item => item.Outcome),
        new("VERSION", item => Cell.Of(item.Version)) { Right = true },
        new("CHANGES", item => item.Changes is { } changes ? string.Join("; ", changes.Select(Words)) : null),
    ];

    public async Task<int> RunAsync()
    {
        var schedules = ScheduleFile.Read(InputText.ReadAll(file, run.Around.In), file);
        var items = new List<ApplyItem>(schedules.Count);
        using (var progress = new ProgressBar(run.Around, dryRun ? "comparing" : "applying"))
        {
            // What is to be deleted is known only to who sees the whole list.
            foreach (var portion in schedules.Chunk(prune is null ? Portion : int.MaxValue))
            {
                var reply = await run.Client.Schedules.ApplyAsync(Request(portion), run.Cancel);
                for (var i = 0; i < reply.Items.Count; i++)
                {
                    if (reply.Items[i] is { Error: { } error } refused)
                    {
                        progress.Clear();
                        run.Report.Note($"{(i < portion.Length ? portion[i].Place : "pruning")} ({refused.Id ?? "no id"}): {FailureReport.OneLine(error.Title, error.Detail, null)}");
                    }
                }

                items.AddRange(reply.Items);
                progress.Report((double)items.Count / schedules.Count, $"{items.Count} of {schedules.Count}");
            }
        }

        return Report(items);
    }

    private int Report(List<ApplyItem> items)
    {
        // People want to see what is different; programs get all of it.
        var shown = run.Report.Format == OutputFormat.Table ? items.Where(item => item.Outcome is not ("unchanged" or "refused")).ToList() : items;
        if (shown.Count > 0 || run.Report.Format != OutputFormat.Table) run.Report.Many(shown, WireJson.Default.ApplyItem, Columns);
        var counts = items.CountBy(item => item.Outcome).ToDictionary();
        string[] words = ["created", "changed", "unchanged", "deleted", "refused"];
        var summary = string.Join(", ", words.Where(word => word is not ("deleted" or "refused") || counts.ContainsKey(word))
            .Select(word => string.Create(CultureInfo.InvariantCulture, $"{counts.GetValueOrDefault(word)} {word}")));
        run.Report.Say(dryRun ? $"{summary} (nothing was done: --dry-run)" : summary);
        return counts.ContainsKey("refused") ? ExitCode.Refused : ExitCode.Done;
    }

    private ApplyRequest Request(IEnumerable<(string Place, ScheduleRequest Request)> portion) => new()
    {
        Schedules = [.. portion.Select(one => one.Request)],
        DryRun = dryRun ? true : null,
        Prune = prune is null ? null : true,
        Labels = prune,
    };

    private static string Words(FieldChange change) => $"{change.Field}: {Cell.Of(change.From) ?? "nothing"} -> {Cell.Of(change.To) ?? "nothing"}";
}
