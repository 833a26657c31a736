using System.Globalization;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Shell;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>A cancelled command takes everything along that it started, however far it ran.</summary>
public sealed class ShellKillTests
{
    private readonly AttemptRig _rig = new();

    [Theory]
    [InlineData("a child", "sleep 1000 & echo $!; echo ready; wait")]
    [InlineData("an orphan", "(sleep 1000 & echo $!); echo ready; sleep 1000")]
    [InlineData("an orphan of an orphan", "(sh -c 'sleep 1000 & echo $!; echo ready' & ); sleep 1000")]
    [InlineData("a daemon in a session of its own", "(setsid sh -c 'echo $$; echo ready; exec sleep 1000' & ); sleep 1000")]
    [InlineData("a child without the variable", "env -i sleep 1000 & echo $!; echo ready; wait")]
    [InlineData("a job of another group", "bash -c 'set -m; env -i sleep 1000 & echo $!; echo ready; wait'")]
    public async Task Cancelling_ends(string what, string command)
    {
        var processes = await CancelAsync(command, new ShellOptions { Enabled = true });

        processes.Length.ShouldBe(1, what);
        processes.ShouldAllBe(id => !ProcFacts.Runs(id), what);
    }

    [Fact]
    public async Task A_process_that_ignores_the_polite_signal_is_killed_after_the_grace()
    {
        var options = new ShellOptions { Enabled = true, KillGrace = TimeSpan.FromMilliseconds(100) };

        var processes = await CancelAsync("trap '' TERM; echo $$; (sleep 1000 & echo $!; echo ready; wait) & while :; do sleep 1; done", options);

        processes.Length.ShouldBe(2);
        processes.ShouldAllBe(id => !ProcFacts.Runs(id));
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_is_given_the_time()
    {
        var options = new ShellOptions { Enabled = true, KillGrace = TimeSpan.FromSeconds(20) };

        await CancelAsync("trap 'echo cleaned' TERM; echo ready; sleep 1000 & wait; wait", options);

        _rig[OutputStream.Out].Split('\n').Count(line => line == "cleaned").ShouldBe(1);
    }

    [Fact]
    public async Task A_paused_process_is_ended_too()
    {
        var options = new ShellOptions { Enabled = true, KillGrace = TimeSpan.FromSeconds(20) };

        var processes = await CancelAsync("sh -c 'echo $$; echo ready; kill -STOP $$; sleep 1000'", options);

        processes.ShouldAllBe(id => !ProcFacts.Runs(id));
    }

    [Fact]
    public async Task The_command_itself_leaves_no_zombie()
    {
        var processes = await CancelAsync("echo $$; echo ready; sleep 1000", new ShellOptions { Enabled = true });

        ProcFacts.State(processes.Single()).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_launcher_linked_children_are_killed()
    {
        var options = new ShellOptions { Enabled = true, SessionLauncher = "" };

        var processes = await CancelAsync("env -i sleep 1000 & echo $!; echo ready; wait", options);

        processes.Length.ShouldBe(1);
        processes.ShouldAllBe(id => !ProcFacts.Runs(id));
    }

    [Fact]
    public async Task An_attempt_that_is_cancelled_before_it_starts_starts_nothing()
    {
        var path = Path.Combine(Path.GetTempPath(), $"never-{Environment.ProcessId}");
        var run = new ShellExecutor(new ShellOptions { Enabled = true }, TimeProvider.System)
            .RunAsync(_rig.Attempt($$"""{"command":"touch {{path}}"}"""), new CancellationToken(canceled: true));

        await Should.ThrowAsync<OperationCanceledException>(run);
        File.Exists(path).ShouldBeFalse();
    }

    /// <summary>Runs a command until it has printed <c>ready</c>, cancels it, and answers the process ids that it printed.</summary>
    private async Task<int[]> CancelAsync(string command, ShellOptions options)
    {
        using var cancel = new CancellationTokenSource();
        // Each attempt has an id of its own: parallel tests must not find one another's processes.
        var id = Guid.NewGuid();
        var payload = System.Text.Json.JsonSerializer.Serialize(new { command });
        var run = new ShellExecutor(options, TimeProvider.System).RunAsync(_rig.Attempt(payload, id), cancel.Token);
        await _rig.SeenAsync("ready");
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run.WaitAsync(AttemptRig.Patience, CancellationToken.None));
        _rig[OutputStream.System].ShouldNotContain("survived");
        var lines = _rig[OutputStream.Out].Split('\n');
        return [.. lines.Where(line => int.TryParse(line, out _)).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }
}
