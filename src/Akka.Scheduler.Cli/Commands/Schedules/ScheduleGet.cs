using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule get ID</c></summary>
internal static class ScheduleGet
{
    private const int ShownNext = 3;
    private const int ShownHeld = 5;

    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        return context.Define(new Command("get", "Show one schedule.") { id }, async run =>
        {
            var schedule = await run.Client.Schedules.GetAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            var instants = run.Report.Format == OutputFormat.Table ? await InstantsAsync(run, schedule) : [];
            run.Report.One(schedule, WireJson.Default.ScheduleView, ScheduleTable.Fields(schedule).Concat(instants));
            return ExitCode.Done;
        });
    }

    // What people ask for next, and programs by calls of their own.
    private static async Task<List<(string Label, string? Text)>> InstantsAsync(Invocation run, ScheduleView schedule)
    {
        var lines = new List<(string, string?)>();
        if (schedule.Waiting is not null)
        {
            var runs = await run.Client.Schedules.RunsAsync(schedule.Id, null, null, run.Cancel);
            lines.AddRange(Block("held", runs.Items.Where(item => item.Outcome == "waiting").Reverse().Take(ShownHeld).Select(Held)));
        }

        if (schedule.NextAt is not null)
        {
            var left = schedule.MaxRuns - schedule.Runs - (schedule.Waiting ?? 0) ?? ShownNext;
            var next = await run.Client.Schedules.NextAsync(schedule.Id, (int)Math.Clamp(left, 1, ShownNext), null, run.Cancel);
            lines.AddRange(Block("to come", (next.Details ?? []).Select(ScheduleNext.Line)));
        }

        return lines;
    }

    private static string Held(OccurrenceView instant) => WireInstant.Format(instant.At) + (instant.Kind == "due" ? "" : $" ({instant.Kind})");

    private static IEnumerable<(string Label, string? Text)> Block(string label, IEnumerable<string> lines) =>
        lines.Select((line, number) => (number == 0 ? label : "", (string?)line));
}
