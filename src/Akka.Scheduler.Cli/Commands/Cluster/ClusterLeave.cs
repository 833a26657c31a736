using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster leave NODE</c></summary>
internal static class ClusterLeave
{
    public static Command Create(CliContext context)
    {
        var node = new Argument<string>("node") { Description = "The node's id." };
        return context.Define(new Command("leave", "Ask a node to hand its shards over and go.") { node }, async run =>
        {
            var id = run.Parsed.GetRequiredValue(node);
            var view = await run.Client.Cluster.LeaveAsync(id, run.Cancel);
            if (run.Report.Format != OutputFormat.Table) run.Report.One(view, WireJson.Default.NodeView, []);
            run.Report.Say($"{id} is leaving");
            return ExitCode.Done;
        });
    }
}
