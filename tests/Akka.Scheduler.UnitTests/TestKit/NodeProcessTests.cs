using System.Diagnostics;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.TestKit;

/// <summary>A shell script plays the node, so that each of its behaviours can be had at will.</summary>
public sealed class NodeProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("node-process-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_ready_node_tells_its_id_and_address()
    {
        await using var node = await NodeProcess.StartProgramAsync(Program("""
            echo "arguments: $*"
            echo "ready node=n1 http=http://127.0.0.1:4321"
            exec sleep 600
            """), Patience, "scheduler.node.id=n1");

        node.NodeId.ShouldBe("n1");
        node.Http.ShouldBe(new Uri("http://127.0.0.1:4321"));
        node.Process.Output.StandardOutput.ShouldStartWith(
            "arguments: --set scheduler.http.bind=127.0.0.1:0 --set scheduler.node.id=n1\n");
    }

    [Fact]
    public async Task A_given_address_is_not_overridden()
    {
        await using var node = await NodeProcess.StartProgramAsync(Program("""
            echo "arguments: $*"
            echo "ready node=n1 http=http://127.0.0.1:4321"
            exec sleep 600
            """), Patience, "scheduler.http.bind=127.0.0.1:4321");

        node.Process.Output.StandardOutput.ShouldStartWith("arguments: --set scheduler.http.bind=127.0.0.1:4321\n");
    }

    [Fact]
    public async Task A_node_that_is_not_ready_in_time_shows_what_it_printed()
    {
        var late = await Should.ThrowAsync<TimeoutException>(() => NodeProcess.StartProgramAsync(Program("""
            echo "waiting for the store" >&2
            exec sleep 600
            """), TimeSpan.FromSeconds(5)));

        late.Message.ShouldContain("'ready node=ID http=http://HOST:PORT'");
        late.Message.ShouldContain("waiting for the store");
    }

    [Fact]
    public async Task A_node_that_ends_before_it_is_ready_shows_its_code_and_what_it_printed()
    {
        var ended = await Should.ThrowAsync<InvalidOperationException>(() => NodeProcess.StartProgramAsync(Program("""
            echo "unknown key scheduler.nod" >&2
            exit 78
            """), Patience));

        ended.Message.ShouldContain("code 78");
        ended.Message.ShouldContain("unknown key scheduler.nod");
    }

    [Fact]
    public async Task Termination_lets_the_node_choose_its_exit_code()
    {
        await using var node = await NodeProcess.StartProgramAsync(Program("""
            trap 'echo "leaving"; exit 5' TERM
            echo "ready node=n1 http=http://127.0.0.1:4321"
            while true; do sleep 0.05; done
            """), Patience);

        (await node.TerminateAsync()).ShouldBe(5);
        node.Process.Output.StandardOutput.ShouldEndWith("leaving\n");
    }

    [Fact]
    public async Task A_killed_node_starts_again_on_the_same_data()
    {
        await using var node = await NodeProcess.StartProgramAsync(Program("""
            echo start >> data
            echo "ready node=n$(wc -l < data) http=http://127.0.0.1:4321"
            exec sleep 600
            """), Patience);
        var first = node.Process;

        await node.KillAsync();
        (await first.ExitAsync(Patience)).ShouldBe(128 + 9);
        await node.RestartAsync();

        node.NodeId.ShouldBe("n2");
        node.Process.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_disposed_node_leaves_neither_process_nor_directory()
    {
        var node = await NodeProcess.StartProgramAsync(Program("""
            echo "ready node=n1 http=http://127.0.0.1:4321"
            exec sleep 600
            """), Patience);

        await node.DisposeAsync();

        node.Process.HasExited.ShouldBeTrue();
        Directory.Exists(node.WorkingDirectory).ShouldBeFalse();
    }

    private string Program(string script)
    {
        var path = Path.Combine(_folder, "node.sh");
        // Made by a process of its own: a file that this process has open for writing while another thread forks cannot be executed.
        using var writer = Process.Start(
            "sh", ["-c", "printf '%s' \"$2\" > \"$1\" && chmod +x \"$1\"", "sh", path, "#!/bin/sh\n" + script]);
        writer.WaitForExit();
        return path;
    }
}
