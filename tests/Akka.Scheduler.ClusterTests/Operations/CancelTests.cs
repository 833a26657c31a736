using System.Text.Json;
using Akka.Scheduler.Client.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Operations;

/// <summary>A cancellation reaches what runs, on whichever node it is asked for, and is confirmed when that has ended.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task What_runs_on_either_node_is_stopped_by_a_request_to_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync("scheduler.executors.shell.enabled=true", "scheduler.executors.shell.kill-grace=100ms");
        foreach (var (runs, asked) in new[] { (nodes.First, nodes.Second), (nodes.Second, nodes.First) })
        {
            var (id, pid) = ($"on-{runs.NodeId}", Path.Combine(runs.WorkingDirectory, "pid"));
            using var payload = JsonDocument.Parse(JsonSerializer.Serialize(new { command = $"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 600" }));
            await nodes.Client(asked).Tasks.SubmitAsync(new() { Id = id, Executor = "shell", Payload = payload.RootElement, Requires = new Dictionary<string, string> { ["node"] = runs.NodeId } });
            await TwoNodes.UntilAsync($"the command runs on {runs.NodeId}", () => Task.FromResult(File.Exists(pid)));

            await nodes.Client(asked).Tasks.CancelAsync(id);
            await TwoNodes.UntilAsync($"{id} is cancelled", async () => (await nodes.Client(asked).Tasks.GetAsync(id)).Status == WireStatus.Cancelled);
            Directory.Exists($"/proc/{(await File.ReadAllTextAsync(pid)).Trim()}").ShouldBeFalse("it is confirmed only when the command has ended");
            (await nodes.Client(runs).Tasks.GetAsync(id)).WorkerId.ShouldBe(runs.NodeId);
        }
    }
}
