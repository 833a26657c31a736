using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary><c>schedule backfill ID --from … --to …</c></summary>
internal static class ScheduleBackfill
{
    public static Command Create(CliContext context)
    {
        var id = ScheduleNoun.Id();
        var from = WireOptions.Instant("--from", "The first instant that counts. Required.");
        var to = WireOptions.Instant("--to", "Instants before this one count. Default now.");
        from.Required = true;
        return context.Define(new Command("backfill", "Make the tasks of instants that lie in the past.") { id, from, to }, async run =>
        {
            var request = new BackfillRequest
            {
                From = run.Parsed.GetRequiredValue(from)!.Value,
                To = run.Parsed.GetValue(to) ?? run.Around.Time.GetUtcNow(),
            };
            var reply = await run.Client.Schedules.BackfillAsync(run.Parsed.GetRequiredValue(id), request, run.Cancel);
            run.Report.One(
                reply,
                WireJson.Default.BackfillReply,
                [
                    ("created", Cell.Of(reply.Created)), ("waiting for their turn", Cell.Of(reply.Waiting)),
                    ("had a task already", Cell.Of(reply.Existing)), ("excluded by a calendar", Cell.Of(reply.Excluded)),
                ]);
            return ExitCode.Done;
        });
    }
}
