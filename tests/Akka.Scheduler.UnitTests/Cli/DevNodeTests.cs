using Akka.Scheduler.Cli;
using Akka.Scheduler.Cli.Commands.Dev;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class DevNodeTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("schedctl-dev-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_ready_line_brings_a_welcome_and_the_nodes_exit_code_is_ours()
    {
        var (code, output) = await RunAsync("echo \"args $*\"; echo 'ready node=n1 http=http://127.0.0.1:9001'; exit 5", stopOn: null);
        code.ShouldBe(5);
        output.ShouldContain("args --set scheduler.executors.shell.enabled=true --set scheduler.http.bind=127.0.0.1:0");
        output.ShouldContain("The node serves at http://127.0.0.1:9001");
        output.ShouldContain("schedctl --server http://127.0.0.1:9001 task submit");
    }

    [Fact]
    public async Task A_request_to_stop_reaches_the_node_and_its_end_is_waited_for()
    {
        var (code, output) = await RunAsync(
            "trap 'echo handing over; exit 0' TERM; echo 'ready node=n1 http=http://127.0.0.1:8080'; while :; do sleep 0.02; done",
            stopOn: "ready node=");
        code.ShouldBe(0);
        output.ShouldContain("handing over");
        output.ShouldContain("  schedctl task submit");
    }

    [Fact]
    public void The_variable_names_the_node_before_anything_else()
    {
        var node = Write("any-name", "exit 0");
        NodeLocation.Find(_ => node, _directory.FullName, _directory.FullName).Program.ShouldBe(node);
        Should.Throw<UsageException>(() => NodeLocation.Find(_ => "/does/not/exist", _directory.FullName, _directory.FullName));
    }

    [Fact]
    public void A_published_node_next_to_the_program_comes_before_a_checkout()
    {
        Checkout();
        var published = Write("Akka.Scheduler.Node", "exit 0");
        NodeLocation.Find(_ => null, _directory.FullName, _directory.FullName).Program.ShouldBe(published);
    }

    [Fact]
    public void A_checkout_is_found_from_a_directory_inside_it()
    {
        var project = Checkout();
        var inside = Directory.CreateDirectory(Path.Combine(_directory.FullName, "docs", "deep")).FullName;
        var found = NodeLocation.Find(_ => null, Path.GetTempPath(), inside);
        found.Program.ShouldBe("dotnet");
        found.Leading.ShouldBe(["run", "-c", "Release", "--project", project, "--"]);
    }

    [Fact]
    public void No_node_anywhere_says_how_to_name_one() =>
        Should.Throw<UsageException>(() => NodeLocation.Find(_ => null, _directory.FullName, _directory.FullName)).Message.ShouldContain("SCHEDCTL_NODE");

    private async Task<(int Code, string Output)> RunAsync(string script, string? stopOn)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StopOnLine(stopOn, stop);
        using var node = new ScriptedNode();
        var around = CliRun.Around(node, output, TextWriter.Null, TextReader.Null, new Dictionary<string, string>());
        var dev = new DevNode(around, new NodeLocation("/bin/sh", [Write("node", script)]));
        var code = await dev.RunAsync(["--set", "scheduler.http.bind=127.0.0.1:0"], stop.Token);
        return (code, output.ToString());
    }

    private string Checkout()
    {
        var project = Path.Combine(_directory.CreateSubdirectory("src/Akka.Scheduler.Node").FullName, "Akka.Scheduler.Node.csproj");
        File.WriteAllText(project, "<Project />");
        return project;
    }

    private string Write(string name, string script)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, script + "\n");
        return path;
    }
}
