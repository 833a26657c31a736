using System.Text;

namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>What is said when the nodes serve: where they are, and what to try.</summary>
internal static class ClusterWelcome
{
    private const string UsualServer = "http://127.0.0.1:8080";

    /// <summary>The text.</summary>
    /// <param name="serving">The nodes that serve, at least one.</param>
    /// <param name="plan">What was asked for.</param>
    /// <param name="where">Their store, in words.</param>
    public static string For(IReadOnlyList<ServingNode> serving, DevPlan plan, string where)
    {
        var text = new StringBuilder().Append('\n');
        text.Append($"{serving.Count} of {plan.Nodes} {(plan.Nodes == 1 ? "node serves" : "nodes serve")}, on {where}:\n");
        foreach (var node in serving) text.Append($"  {node.Id,-8} {node.Url,-24} pid {node.ProcessId}\n");
        var server = serving[0].Url == UsualServer ? string.Empty : $" --server {serving[0].Url}";
        text.Append("Try, in another terminal:\n");
        text.Append($"  schedctl{server} task submit --command 'uname -a' --wait\n");
        text.Append($"  schedctl{server} schedule apply --id tick --every 10s --command date\n");
        text.Append($"  schedctl{server} cluster status\n");
        if (serving.Count > 1)
            text.Append($"  kill -9 {serving[^1].ProcessId}    # {serving[^1].Id} dies; after some seconds the others own its shards: schedctl{server} cluster shards\n");
        return text.Append("Ctrl-C stops everything and removes the database.\n").ToString();
    }
}
