using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule next ID</c>, or <c>schedule next --cron '…'</c> for an expression that belongs to no schedule yet.</summary>
internal static class ScheduleNext
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The schedule's id.", Arity = ArgumentArity.ZeroOrOne };
        var cron = WireOptions.Text("--cron", "An expression to try out instead of a schedule.", "EXPRESSION");
        var zone = WireOptions.Text("--time-zone", "With --cron: the IANA zone to read it in. Default UTC.", "ZONE");
        var dayRule = WireOptions.Word<WireDayRule>("--day-rule", "With --cron: how day of month and day of week combine. Default both.");
        var count = WireOptions.Count(10, "How many.", "--count", "-n");
        var from = WireOptions.Instant("--from", "Show those after this instant. Default now.");
        var details = new Option<bool>("--details") { Description = "Show the wall clock of the zone, and when the task falls due where jitter moves it." };
        return context.Define(new Command("next", "Show the next instants.") { id, cron, zone, dayRule, count, from, details }, async run =>
        {
            var (schedule, expression) = (run.Parsed.GetValue(id), run.Parsed.GetValue(cron));
            if (schedule is null == expression is null)
                throw new UsageException("Whose instants? Give a schedule's id, or --cron EXPRESSION.");
            var next = schedule is not null
                ? await run.Client.Schedules.NextAsync(schedule, run.Parsed.GetValue(count), run.Parsed.GetValue(from), run.Cancel)
                : await run.Client.Schedules.PreviewAsync(
                    new PreviewRequest
                    {
                        Cron = expression!,
                        TimeZone = run.Parsed.GetValue(zone),
                        Count = run.Parsed.GetValue(count),
                        From = run.Parsed.GetValue(from),
                        DayRule = run.Parsed.GetValue(dayRule),
                    },
                    run.Cancel);
            if (run.Report.Format != OutputFormat.Table) run.Report.One(next, WireJson.Default.NextInstants, []);
            else if (next.Items.Count == 0) run.Report.Say("none: it has no next instant");
            else run.Around.Out.WriteLine(string.Join(Environment.NewLine, run.Parsed.GetValue(details) && next.Details is { } shown ? shown.Select(Line) : next.Items.Select(WireInstant.Format)));
            return ExitCode.Done;
        });
    }

    // The wall clock of the zone where it is another one, and when the task falls due where jitter moves it.
    public static string Line(NextInstant next)
    {
        var text = WireInstant.Format(next.At);
        if (!next.Local.EndsWith("+00:00", StringComparison.Ordinal)) text += $"  {next.Local}";
        return next.DueAt == next.At ? text : $"{text}  due {WireInstant.Format(next.DueAt)}";
    }
}
