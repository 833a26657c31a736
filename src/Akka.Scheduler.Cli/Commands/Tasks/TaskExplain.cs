using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary><c>task explain ID</c></summary>
internal static class TaskExplain
{
    public static Command Create(CliContext context)
    {
        var id = TaskNoun.Id();
        return context.Define(new Command("explain", "Say why a task has not run, or how far it has come.") { id }, async run =>
        {
            var explained = await run.Client.Tasks.ExplainAsync(run.Parsed.GetRequiredValue(id), run.Cancel);
            if (run.Report.Format != OutputFormat.Table) run.Report.One(explained, WireJson.Default.ExplainView, []);
            else Write(explained, run.Around.Out);
            return ExitCode.Done;
        });
    }

    private static void Write(ExplainView explained, TextWriter writer)
    {
        writer.WriteLine($"{explained.Id} is {WireEnum.Name(explained.Status)}: {explained.Summary}");
        foreach (var cause in explained.Causes)
        {
            writer.WriteLine($"- {cause.Code}: {cause.Message}");
            if (Cell.Of(cause.Facts) is { } facts) writer.WriteLine($"    {facts}");
            if (cause.Remedy is not null) writer.WriteLine($"    fix: {cause.Remedy}");
        }

        if (explained.Shard is { } shard)
            writer.WriteLine($"shard {shard} of node {explained.NodeId ?? "nobody"}, epoch {explained.Epoch}");
    }
}
