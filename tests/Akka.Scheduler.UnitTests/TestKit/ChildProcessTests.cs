using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.TestKit;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Input_output_and_exit_code_pass_through()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "cat; echo wrong >&2; exit 3"], input: "in\n");

        (await child.ExitAsync(Patience)).ShouldBe(3);
        child.Output.StandardOutput.ShouldBe("in\n");
        child.Output.StandardError.ShouldBe("wrong\n");
    }

    [Fact]
    public async Task A_process_that_does_not_end_in_time_shows_what_it_printed()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "echo busy; exec sleep 600"]);
        await child.WaitForLineAsync(line => line == "busy", "'busy'", Patience);

        var late = await Should.ThrowAsync<TimeoutException>(() => child.ExitAsync(TimeSpan.FromMilliseconds(50)));

        late.Message.ShouldContain("did not end");
        late.Message.ShouldContain("busy");
    }

    [Fact]
    public async Task An_end_is_seen_though_a_grandchild_holds_the_output_open()
    {
        await using var child = ChildProcess.Start("sh", ["-c", "sleep 20 & echo $!; exit 4"]);
        var grandchild = await child.WaitForLineAsync(_ => true, "a process id", Patience);

        (await child.ExitAsync(TimeSpan.FromSeconds(15))).ShouldBe(4);

        await using var kill = ChildProcess.Start("kill", [grandchild]);
        (await kill.ExitAsync(Patience)).ShouldBe(0);
    }

    [Fact]
    public async Task A_leash_cleans_up_when_its_pipe_closes()
    {
        var folder = Directory.CreateTempSubdirectory("leash-tests-").FullName;
        var leash = Leash.Tie("rmdir \"$1\"", folder);
        Directory.Exists(folder).ShouldBeTrue();

        await leash.DisposeAsync();

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void A_cut_leash_cleans_nothing_up()
    {
        var folder = Directory.CreateTempSubdirectory("leash-tests-").FullName;

        Leash.Tie("rmdir \"$1\"", folder).Cut();

        Directory.Exists(folder).ShouldBeTrue();
        Directory.Delete(folder);
    }
}
