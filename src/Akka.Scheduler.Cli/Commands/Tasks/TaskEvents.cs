using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task events ID</c>, and <c>task events --follow</c> for what happens to all of them.</summary>
internal static class TaskEvents
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The task's id.", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Show transitions as they happen, until Ctrl-C." };
        var queue = WireOptions.Text("--queue", "With --follow: only this queue.", "NAME");
        var status = WireOptions.Words<WireStatus>("--status", "With --follow: only transitions into this state.");
        var command = new Command("events", "Show the history of a task, or follow all transitions.") { id, follow, queue, status };
        return context.Define(command, async run =>
        {
            if (run.Parsed.GetValue(follow))
            {
                var filter = new EventFilter
                {
                    TaskId = run.Parsed.GetValue(id),
                    Queue = run.Parsed.GetValue(queue),
                    Statuses = run.Parsed.GetValue(status) ?? [],
                };
                await FollowAsync(run, filter);
                return ExitCode.Done;
            }

            var task = run.Parsed.GetValue(id) ?? throw new UsageException("Whose events? Give a task's id, or --follow for all tasks.");
            var events = await run.Client.Tasks.EventsAsync(task, run.Cancel);
            run.Report.Many(events.Items, WireJson.Default.TaskEventView, TaskTable.Events);
            return ExitCode.Done;
        });
    }

    private static async Task FollowAsync(Invocation run, EventFilter filter)
    {
        await foreach (var item in run.Client.EventsAsync(filter, run.Cancel))
        {
            if (run.Report.Format != OutputFormat.Table) run.Report.Line(item, WireJson.Default.TaskEventView);
            else run.Report.Say($"{WireInstant.Format(item.At)}  {item.TaskId}  {item.Type}  {Cell.Of(item.To)}  {item.Detail}".TrimEnd());
        }
    }
}
