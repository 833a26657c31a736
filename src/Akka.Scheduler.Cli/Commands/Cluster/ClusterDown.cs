using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Cluster;

/// <summary><c>cluster down NODE</c></summary>
internal static class ClusterDown
{
    public static Command Create(CliContext context)
    {
        var node = new Argument<string>("node") { Description = "The node's id." };
        return context.Define(new Command("down", "Declare a node dead, so that its shards are taken over now.") { node }, async run =>
        {
            var id = run.Parsed.GetRequiredValue(node);
            await run.Client.Cluster.DownAsync(id, run.Cancel);
            run.Report.Say($"{id} is declared dead");
            return ExitCode.Done;
        });
    }
}
