using Akka.Scheduler.Cli.Commands.Dev;
using Akka.Scheduler.Cli.Commands.Dev.Cluster;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class DevClusterTests : IDisposable
{
    private const string Serve = "echo \"ready node=$SCHEDULER__NODE__ID http=http://127.0.0.1:${SCHEDULER__NODE__ID#node-}000\"";

    // Set before a node says that it serves: what follows from that may be a stop.
    private const string OnStop = "trap 'echo handing over; exit 0' TERM";
    private const string UntilStopped = "while :; do sleep 0.02; done";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("schedctl-cluster-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Each_node_is_announced_all_are_summed_up_and_a_stop_reaches_every_one()
    {
        var (code, output) = await RunAsync($"{OnStop}; {Serve}; {UntilStopped}", new DevPlan { Nodes = 3 }, stopOn: "Ctrl-C stops everything");
        code.ShouldBe(0);
        foreach (var number in (int[])[1, 2, 3])
        {
            output.ShouldContain($"node-{number} | ready node=node-{number} http=http://127.0.0.1:{number}000");
            output.ShouldMatch($@"ready node-{number} http://127\.0\.0\.1:{number}000 pid=\d+");
            output.ShouldContain($"node-{number} | handing over");
        }

        output.ShouldContain("3 of 3 nodes serve, on a store of this test:");
        output.ShouldContain("schedctl --server http://127.0.0.1:1000 cluster status");
        output.ShouldMatch(@"kill -9 \d+    # node-3 dies");
        output.ShouldNotContain("ended");
    }

    [Fact]
    public async Task A_node_that_dies_is_reported_and_the_others_go_on()
    {
        var serving = Path.Combine(_directory.FullName, "node-1-serves");
        var second = $"if [ $SCHEDULER__NODE__ID = node-2 ]; then while [ ! -e {serving} ]; do sleep 0.02; done; kill -9 $$; fi";
        var script = $"{OnStop}; {Serve}; {second}; touch {serving}; {UntilStopped}";
        var (code, output) = await RunAsync(script, new DevPlan { Nodes = 2 }, stopOn: "was ended by signal 9");
        code.ShouldBe(0);
        output.ShouldMatch(@"node-2 \(pid \d+\) was ended by signal 9; --restart would start it again");
        output.ShouldContain("node-1 | handing over");
    }

    [Fact]
    public async Task With_restart_a_node_that_dies_is_started_again_where_it_served()
    {
        var marker = Path.Combine(_directory.FullName, "died");
        var script = $"{OnStop}; echo \"bind $SCHEDULER__HTTP__BIND\"; {Serve}; if [ ! -e {marker} ]; then touch {marker}; exit 3; fi; echo second life; {UntilStopped}";
        var (code, output) = await RunAsync(script, new DevPlan { Nodes = 1, Restart = true }, stopOn: "second life");
        code.ShouldBe(0);
        output.ShouldMatch(@"node-1 \(pid \d+\) ended with code 3; starting it again");
        output.ShouldContain("bind 127.0.0.1:1000");
    }

    [Fact]
    public async Task Nodes_that_never_serve_are_not_started_again_and_the_command_fails()
    {
        var (code, output) = await RunAsync("echo no store; exit 1", new DevPlan { Nodes = 2, Restart = true }, stopOn: null);
        code.ShouldBe(1);
        output.Split('\n').Count(line => line.Contains("ended with code 1 before it served", StringComparison.Ordinal)).ShouldBe(2);
        output.ShouldNotContain("serve, on");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_said_at_once()
    {
        using var output = new StringWriter();
        var cluster = ClusterOf(new NodeLocation("/does/not/exist", []), new DevPlan { Nodes = 2 }, output);
        (await Should.ThrowAsync<Akka.Scheduler.Cli.UsageException>(() => cluster.RunAsync(CancellationToken.None))).Message.ShouldContain("SCHEDCTL_NODE");
    }

    [Fact]
    public void The_password_is_in_the_environment_and_not_on_the_command_line()
    {
        var starts = new ClusterNodeStart(new NodeLocation("node", ["leading"]), "Password=secret", new DevPlan { Port = 9000, Arguments = ["--set", "a=b"] });
        var first = starts.Of(1, before: null);
        first.ArgumentList.ShouldBe(["leading", "--set", "a=b"]);
        first.Environment["SCHEDULER__STORE__CONNECTION_STRING"].ShouldBe("Password=secret");
        first.Environment["SCHEDULER__HTTP__BIND"].ShouldBe("127.0.0.1:9000");
        starts.Of(2, before: null).Environment["SCHEDULER__HTTP__BIND"].ShouldBe("127.0.0.1:0");
        starts.Of(2, new Uri("http://127.0.0.1:1234")).Environment["SCHEDULER__HTTP__BIND"].ShouldBe("127.0.0.1:1234");
    }

    [Fact]
    public void The_environment_of_a_node_is_a_valid_configuration()
    {
        var start = new ClusterNodeStart(new NodeLocation("node", []), "Host=127.0.0.1;Password=p", new DevPlan()).Of(2, before: null);
        var options = Deployment.PodConfiguration.Load(
            start.Environment.Where(v => v.Key.StartsWith("SCHEDULER__", StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value ?? ""), file: null);
        options.Node.Id.ShouldBe("node-2");
        options.Cluster.Bind.ToString().ShouldBe("127.0.0.1:0");
    }

    private async Task<(int Code, string Output)> RunAsync(string script, DevPlan plan, string? stopOn)
    {
        var path = Path.Combine(_directory.FullName, "node");
        await File.WriteAllTextAsync(path, script + "\n");
        using var stop = new CancellationTokenSource();
        using var output = new StopOnLine(stopOn, stop);
        var code = await ClusterOf(new NodeLocation("/bin/sh", [path]), plan, output).RunAsync(stop.Token);
        return (code, output.ToString());
    }

    private static DevCluster ClusterOf(NodeLocation location, DevPlan plan, TextWriter output)
    {
        var around = CliRun.Around(new ScriptedNode(), output, TextWriter.Null, TextReader.Null, new Dictionary<string, string>());
        return new DevCluster(around, new ClusterNodeStart(location, "Host=x", plan), plan, "a store of this test");
    }
}
