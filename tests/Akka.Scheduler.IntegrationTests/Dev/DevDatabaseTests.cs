using System.Diagnostics;
using System.Globalization;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Dev;

public sealed class DevDatabaseTests
{
    private static readonly string[] OneNode = ["--nodes", "1", "--store", "postgresql", "--port", "0"];

    [Fact]
    public async Task A_killed_node_is_started_again_on_the_same_database_and_a_stop_removes_everything()
    {
        await using var dev = await DevProcess.StartAsync([.. OneNode, "--restart"]);
        var first = await dev.ReadyAsync("node-1");
        await dev.WaitForAsync("1 of 1 node serves, on a PostgreSQL of their own");
        var submitted = await CliProcess.RunAsync(["--server", first.Url, "task", "submit", "--command", "echo hello", "--id", "kept", "--wait"]);
        submitted.ExitCode.ShouldBe(0, submitted.Output + submitted.Error);
        submitted.Output.ShouldContain("hello");

        using (var node = Process.GetProcessById(first.Id)) node.Kill();
        await dev.WaitForAsync("was ended by signal 9; starting it again");
        var second = await dev.ReadyAsync("node-1", not: first.Id);
        second.Url.ShouldBe(first.Url);
        (await CliProcess.RunAsync(["--server", second.Url, "task", "get", "kept"])).Output.ShouldContain("succeeded");

        dev.Process.Send(ProcessSignal.Terminate);
        (await dev.ExitAsync()).ShouldBe(0, dev.Process.Output.All);
        dev.Temporary.GetFileSystemInfos("schedctl-dev-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_command_itself_is_killed_node_and_database_go_too()
    {
        await using var dev = await DevProcess.StartAsync(OneNode);
        using var node = Process.GetProcessById((await dev.ReadyAsync("node-1")).Id);
        var folder = dev.Temporary.GetDirectories("schedctl-dev-*").ShouldHaveSingleItem();
        var server = (await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "data", "postmaster.pid")))[0];
        using var database = Process.GetProcessById(int.Parse(server, CultureInfo.InvariantCulture));
        using var gone = new Removal(folder);

        dev.Process.Send(ProcessSignal.Kill);
        await node.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await database.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await gone.Done.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Tells when a folder is removed.</summary>
    private sealed class Removal : IDisposable
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly FileSystemWatcher _watcher;

        public Removal(DirectoryInfo folder)
        {
            _watcher = new FileSystemWatcher(folder.Parent!.FullName, folder.Name) { NotifyFilter = NotifyFilters.DirectoryName };
            _watcher.Deleted += (_, _) => _done.TrySetResult();
            _watcher.EnableRaisingEvents = true;
            if (!Directory.Exists(folder.FullName)) _done.TrySetResult();
        }

        public Task Done => _done.Task;

        public void Dispose() => _watcher.Dispose();
    }
}
