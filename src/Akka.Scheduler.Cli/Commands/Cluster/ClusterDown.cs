using System.CommandLine;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster down NODE</c></summary>
internal static class ClusterDown
{
    public static Command Create(CliContext context)
    {
        var node = new Argument<string>("node") { Description = "The node's id." };
        var force = new Option<bool>("--force") { Description = "Also when it shows signs of life: it stops, and what it runs is run again elsewhere." };
        return context.Define(new Command("down", "Declare a node dead, so that its shards are taken over now.") { node, force }, async run =>
        {
            var id = run.Parsed.GetRequiredValue(node);
            var view = await run.Client.Cluster.DownAsync(id, run.Parsed.GetValue(force), run.Cancel);
            if (run.Report.Format != OutputFormat.Table) run.Report.One(view, WireJson.Default.NodeView, []);
            run.Report.Say($"{id} is declared dead");
            return ExitCode.Done;
        });
    }
}
