using Akka.Scheduler.Cli.Commands.Dev.Database;

namespace Akka.Scheduler.Cli.Commands.Dev.Cluster;

/// <summary>All nodes of a cluster on one machine, from start to stop.</summary>
internal sealed class DevCluster(Surroundings around, ClusterNodeStart starts, DevPlan plan, string where)
{
    private readonly PrefixedOutput _output = new(around.Out);
    private readonly List<TaskCompletionSource<ServingNode?>> _firsts =
        [.. Enumerable.Range(0, plan.Nodes).Select(_ => new TaskCompletionSource<ServingNode?>(TaskCreationOptions.RunContinuationsAsynchronously))];

    public DevCluster(Surroundings around, NodeLocation location, ThrowawayDatabase database, DevPlan plan)
        : this(around, new ClusterNodeStart(location, database.ConnectionString, plan), plan, $"a PostgreSQL of their own at 127.0.0.1:{database.Port}")
    {
    }

    /// <summary>Starts every node, and stays until all have ended.</summary>
    /// <param name="stop">Asks all of them to stop.</param>
    /// <returns>0 when they were asked to; 1 when they ended by themselves.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var lives = Enumerable.Range(1, plan.Nodes).Select(number => LiveAsync(number, stop)).ToList();
        var firsts = await Task.WhenAll(_firsts.Select(first => first.Task));
        if (!stop.IsCancellationRequested && firsts.OfType<ServingNode>().ToList() is { Count: > 0 } serving) _output.Say(ClusterWelcome.For(serving, plan, where));
        await Task.WhenAll(lives);
        if (stop.IsCancellationRequested) return ExitCode.Done;
        around.Error.WriteLine("error: every node has ended");
        return ExitCode.TaskFailed;
    }

    private async Task LiveAsync(int number, CancellationToken stop)
    {
        try
        {
            await RunAgainAndAgainAsync(number, stop);
        }
        finally
        {
            // Nobody waits for one that could not even be started.
            _firsts[number - 1].TrySetResult(null);
        }
    }

    private async Task RunAgainAndAgainAsync(int number, CancellationToken stop)
    {
        Uri? address = null;
        do
        {
            using var node = ClusterNode.Start(ClusterNodeStart.IdOf(number), starts.Of(number, address), around.Time);
            var announced = AnnounceAsync(node, _firsts[number - 1]);
            var code = await node.RunAsync(_output, stop);
            var before = await announced;
            if (!stop.IsCancellationRequested) _output.Say(Epitaph(node, code, before is not null));

            // One that has never served would only fail again.
            if (before is null) return;
            address = before;
        }
        while (plan.Restart && !stop.IsCancellationRequested);
    }

    private async Task<Uri?> AnnounceAsync(ClusterNode node, TaskCompletionSource<ServingNode?> first)
    {
        var address = await node.Ready;
        if (address is not null) _output.Say($"ready {node.Id} {address.GetLeftPart(UriPartial.Authority)} pid={node.ProcessId}");
        first.TrySetResult(address is null ? null : new ServingNode(node.Id, address, node.ProcessId));
        return address;
    }

    private string Epitaph(ClusterNode node, int code, bool served)
    {
        var how = code > 128 ? $"was ended by signal {code - 128}" : $"ended with code {code}";
        var then = !served ? " before it served" : plan.Restart ? "; starting it again" : "; --restart would start it again";
        return $"{node.Id} (pid {node.ProcessId}) {how}{then}";
    }
}
