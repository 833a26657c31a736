using System.CommandLine;
using System.Text.Json;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Calendars;

/// <summary><c>schedctl calendar …</c></summary>
internal static class CalendarNoun
{
    private static readonly IReadOnlyList<Column<CalendarView>> Columns =
    [
        new("ID", calendar => calendar.Id),
        new("ZONE", calendar => calendar.TimeZone),
        new("VERSION", calendar => Cell.Of(calendar.Version)) { Right = true },
        new("DATES", calendar => Cell.Of(calendar.Dates.Count)) { Right = true },
        new("RANGES", calendar => Cell.Of(calendar.Ranges.Count)) { Right = true },
        new("DAYS", calendar => Cell.Short(Cell.Of(calendar.Dates), 60)),
    ];

    public static Command Create(CliContext context) => new("calendar", "Days and stretches of time that schedules leave out.")
    {
        Put(context), List(context), Get(context), Delete(context),
    };

    private static Command Put(CliContext context)
    {
        var id = Id();
        var file = new Option<string?>("--filename", "-f") { Description = "The calendar in YAML or JSON; - is standard input.", HelpName = "FILE|-" };
        var dates = new Option<string[]>("--date") { Description = "A day, such as 2026-12-25; may be given many times.", HelpName = "DAY" };
        var zone = WireOptions.Text("--time-zone", "The IANA zone of the days. Default UTC.", "ZONE");
        return context.Define(new Command("put", "Make a calendar, or replace it.") { id, file, dates, zone }, async run =>
        {
            var request = run.Parsed.GetValue(file) is { } from
                ? Read(InputText.ReadAll(from, run.Around.In), from)
                : new CalendarRequest { Dates = run.Parsed.GetValue(dates) ?? [], TimeZone = run.Parsed.GetValue(zone) };
            Show(run, await run.Client.Calendars.PutAsync(run.Parsed.GetRequiredValue(id), request, ifVersion: null, run.Cancel));
            return ExitCode.Done;
        });
    }

    private static Command List(CliContext context) => context.Define(new Command("list", "List all calendars."), async run =>
    {
        run.Report.Many((await run.Client.Calendars.ListAsync(run.Cancel)).Items, WireJson.Default.CalendarView, Columns);
        return ExitCode.Done;
    });

    private static Command Get(CliContext context)
    {
        var id = Id();
        return context.Define(new Command("get", "Show one calendar.") { id }, async run =>
        {
            Show(run, await run.Client.Calendars.GetAsync(run.Parsed.GetRequiredValue(id), run.Cancel));
            return ExitCode.Done;
        });
    }

    private static Command Delete(CliContext context)
    {
        var id = Id();
        return context.Define(new Command("delete", "Delete a calendar that no schedule heeds.") { id }, async run =>
        {
            await run.Client.Calendars.DeleteAsync(run.Parsed.GetRequiredValue(id), ifVersion: null, run.Cancel);
            run.Report.Say($"{run.Parsed.GetRequiredValue(id)} deleted");
            return ExitCode.Done;
        });
    }

    private static CalendarRequest Read(string text, string file)
    {
        try
        {
            // JSON is YAML.
            return YamlItems.Read(text, file, "calendars") is [var (_, item)]
                ? item?.Deserialize(WireJson.Default.CalendarRequest) ?? throw new JsonException("null is no calendar.")
                : throw new UsageException($"{file} must hold one calendar.");
        }
        catch (JsonException broken)
        {
            var fault = WireFault.From(broken);
            throw new UsageException($"{file}: {(fault.Field is null ? "" : fault.Field + ": ")}{fault.Detail} Nothing was done.");
        }
    }

    private static void Show(Invocation run, CalendarView calendar) => run.Report.One(
        calendar,
        WireJson.Default.CalendarView,
        [
            ("id", calendar.Id), ("zone", calendar.TimeZone), ("version", Cell.Of(calendar.Version)), ("dates", Cell.Of(calendar.Dates)),
            ("ranges", Cell.Of(calendar.Ranges.Select(range => $"{range.From} to {range.To}").ToList())),
        ]);

    private static Argument<string> Id() => new("id") { Description = "The calendar's id." };
}
