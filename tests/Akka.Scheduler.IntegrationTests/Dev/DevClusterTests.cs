using System.Diagnostics;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Dev;

public sealed class DevClusterTests
{
    private const int Tasks = 8;

    [Fact]
    public async Task Three_nodes_are_one_cluster_and_two_go_on_when_one_is_killed()
    {
        // A patience that a busy machine does not use up: nobody may be given up but the one that is killed.
        await using var dev = await DevProcess.StartAsync("--nodes", "3", "--port", "0", "--", "--set", "scheduler.cluster.lease-ttl=15s");
        var first = await dev.ReadyAsync("node-1");
        var second = await dev.ReadyAsync("node-2");
        var third = await dev.ReadyAsync("node-3");
        await dev.WaitForAsync("3 of 3 nodes serve");
        await RunTasksAsync(third.Url, "before");
        (await CliProcess.RunAsync(["--server", first.Url, "task", "get", "before-1"])).Output.ShouldContain("succeeded");

        using (var node = Process.GetProcessById(third.Id)) node.Kill();
        await dev.WaitForAsync($"node-3 (pid {third.Id}) was ended by signal 9");
        await RunTasksAsync(first.Url, "after");
        await RunTasksAsync(second.Url, "beside");
        (await CliProcess.RunAsync(["--server", second.Url, "task", "get", "after-1"])).Output.ShouldContain("succeeded");

        dev.Process.Send(ProcessSignal.Terminate);
        (await dev.ExitAsync()).ShouldBe(0, dev.Process.Output.All);
        dev.Temporary.GetFileSystemInfos("schedctl-dev-*").ShouldBeEmpty();
    }

    // Spread over the shards, so that each node's are among those that are asked.
    private static Task RunTasksAsync(string server, string name) => Task.WhenAll(Enumerable.Range(1, Tasks).Select(async number =>
    {
        var run = await CliProcess.RunAsync(
            ["--server", server, "task", "submit", "--executor", "noop", "--id", $"{name}-{number}", "--wait"], timeout: TimeSpan.FromMinutes(2));
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
    }));
}
