using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Shell;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class ShellExecutorTests
{
    private static readonly ShellOptions Enabled = new() { Enabled = true };
    private readonly AttemptRig _rig = new();

    [Fact]
    public async Task A_line_runs_in_the_shell_and_its_output_becomes_the_data()
    {
        var outcome = await RunAsync("""{"command":"echo a; echo b >&2; expr 1 + 1"}""");

        AttemptRig.Success(outcome).ShouldBe(new TaskResult(0, null, "a\n2\n"));
        _rig[OutputStream.Out].ShouldBe("a\n2\n");
        _rig[OutputStream.Error].ShouldBe("b\n");
    }

    [Fact]
    public async Task Arguments_reach_the_program_unexpanded()
    {
        var outcome = await RunAsync("""{"command":"/usr/bin/printf","args":["%s|","$HOME","a b","*","--","`id`"]}""");

        AttemptRig.Success(outcome).Data.ShouldBe("$HOME|a b|*|--|`id`|");
    }

    [Fact]
    public async Task Standard_input_is_handed_over_and_ends()
    {
        AttemptRig.Success(await RunAsync("""{"command":"cat","stdin":"grüße"}""")).Data.ShouldBe("grüße");
        AttemptRig.Success(await RunAsync("""{"command":"cat"}""")).Data.ShouldBeNull();
    }

    [Fact]
    public async Task A_command_that_does_not_read_its_input_succeeds()
    {
        var payload = JsonSerializer.Serialize(new { command = "true", stdin = new string('x', 1_000_000) });

        AttemptRig.Success(await RunAsync(payload)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task It_runs_where_it_is_told_to()
    {
        AttemptRig.Success(await RunAsync("""{"command":"pwd","workingDirectory":"/usr/bin"}""")).Data.ShouldBe("/usr/bin\n");

        AttemptRig.Failure(await RunAsync("""{"command":"pwd","workingDirectory":"/no/such/place"}""")).Error.ShouldContain("could not be started");
    }

    [Fact]
    public async Task The_environment_is_the_clean_set_the_passed_ones_and_the_attempt()
    {
        Environment.SetEnvironmentVariable("EXECTEST_PASSED", "yes");
        Environment.SetEnvironmentVariable("EXECTEST_HIDDEN", "secret");
        Environment.SetEnvironmentVariable("SCHEDULER__CLUSTER__SECRET", "secret");
        var options = Enabled with { PassEnvironment = ["EXECTEST_PASSED", "SCHEDULER__CLUSTER__SECRET"] };

        var outcome = await RunAsync("""{"command":"/usr/bin/env","args":[],"environment":{"MINE":"1"}}""", options);

        var lines = AttemptRig.Success(outcome).Data.ShouldNotBeNull().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var seen = lines.Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        seen.Keys.Except(["PATH", "HOME", "LANG"]).Order(StringComparer.Ordinal).ShouldBe([
            "EXECTEST_PASSED", "MINE", "SCHEDULER_ATTEMPT", "SCHEDULER_ATTEMPT_ID", "SCHEDULER_DEADLINE", "SCHEDULER_FENCING_TOKEN",
            "SCHEDULER_SCHEDULED_TIME", "SCHEDULER_TASK_ID", "TRACEPARENT"]);
        seen["SCHEDULER_TASK_ID"].ShouldBe("mail-1");
        seen["SCHEDULER_ATTEMPT_ID"].ShouldBe(AttemptRig.AttemptText);
        seen["SCHEDULER_ATTEMPT"].ShouldBe("2");
        seen["SCHEDULER_FENCING_TOKEN"].ShouldBe("7");
        seen["SCHEDULER_DEADLINE"].ShouldBe("2030-01-02T03:04:05.678Z");
        seen["SCHEDULER_SCHEDULED_TIME"].ShouldBe("2030-01-02T03:00:00.000Z");
        seen["TRACEPARENT"].ShouldBe("00-0af7651916cd43dd8448eb211c80319c-8a1b0123456789ab-01");
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_with_the_last_line_of_the_error_stream()
    {
        var failed = AttemptRig.Failure(await RunAsync("""{"command":"echo out; echo first >&2; echo last >&2; echo; exit 3"}"""));

        failed.Error.ShouldBe("Exit code 3: last");
        failed.Retryable.ShouldBeTrue();
        failed.Result.ShouldBe(new TaskResult(3, "last", "out\n\n"));
    }

    [Fact]
    public async Task Without_an_error_stream_the_last_line_of_the_output_says_why()
    {
        AttemptRig.Failure(await RunAsync("""{"command":"echo why; exit 1"}""")).Error.ShouldBe("Exit code 1: why");
    }

    [Fact]
    public async Task An_end_by_a_signal_is_called_that()
    {
        var failed = AttemptRig.Failure(await RunAsync("""{"command":"kill -SEGV $$"}"""));

        failed.Error.ShouldBe("Ended by signal 11 (SIGSEGV)");
        failed.Result.ShouldNotBeNull().Code.ShouldBe(139);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails()
    {
        AttemptRig.Failure(await RunAsync("""{"command":"/no/such/program","args":[]}""")).Error.ShouldContain("/no/such/program");
        var direct = Enabled with { SessionLauncher = "/no/such/launcher" };
        AttemptRig.Failure(await RunAsync("""{"command":"true"}""", direct)).Error.ShouldContain("could not be started");
    }

    [Fact]
    public async Task Output_arrives_while_the_command_runs()
    {
        using var cancel = new CancellationTokenSource();
        // An id of its own, for the end is looked for by it: the processes of other tests must not be found.
        var attempt = _rig.Attempt("""{"command":"echo early; sleep 1000"}""", Guid.NewGuid());
        var run = new ShellExecutor(Enabled, TimeProvider.System).RunAsync(attempt, cancel.Token);

        await _rig.SeenAsync("early");

        run.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run.WaitAsync(AttemptRig.Patience, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_text_is_replaced()
    {
        var outcome = await RunAsync("""{"command":"printf 'a\\000b\\377c\\303'"}""");

        AttemptRig.Success(outcome).Data.ShouldBe("a\uFFFDb\uFFFDc\uFFFD");
        _rig[OutputStream.Out].ShouldBe("a\uFFFDb\uFFFDc\uFFFD");
    }

    [Fact]
    public async Task A_flood_is_read_to_its_end_and_kept_up_to_the_limit()
    {
        var options = Enabled with { MaxOutput = 100_000 };

        var outcome = await RunAsync("""{"command":"head -c 300000000 /dev/zero | tr '\\0' x; echo end"}""", options);

        AttemptRig.Success(outcome).Data.ShouldNotBeNull().ShouldEndWith("xxend\n");
        _rig[OutputStream.Out].Length.ShouldBe(100_000);
        _rig.Dropped.ShouldBe(300_000_000 + "end\n".Length - 100_000);
    }

    [Fact]
    public async Task Output_of_a_process_that_ends_at_once_is_whole_however_short_the_grace()
    {
        var options = Enabled with { PipeGrace = TimeSpan.Zero };
        const string Command = """{"command":"sleep 1000 & echo $!; head -c 40000 /dev/zero | tr '\\0' x; printf e >&2; printf end"}""";

        foreach (var rig in Enumerable.Range(0, 40).Select(_ => new AttemptRig()))
        {
            var outcome = await new ShellExecutor(options, TimeProvider.System).RunAsync(rig.Attempt(Command, Guid.NewGuid()), CancellationToken.None);

            AttemptRig.Success(outcome).Data.ShouldNotBeNull().ShouldEndWith("xxend");
            var lines = rig[OutputStream.Out].Split('\n');
            using (var left = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture))) left.Kill();
            lines[1].Length.ShouldBe(40_003);
            rig[OutputStream.Error].ShouldBe("e");
        }
    }

    [Fact]
    public async Task A_process_left_behind_does_not_hold_up_the_attempt()
    {
        var options = Enabled with { PipeGrace = TimeSpan.FromMilliseconds(500) };

        var outcome = await RunAsync("""{"command":"head -c 50000 /dev/zero | tr '\\0' x; sleep 1000 & echo; echo $!"}""", options);

        var left = int.Parse(AttemptRig.Success(outcome).Data!.Split('\n')[1], CultureInfo.InvariantCulture);
        ProcFacts.Runs(left).ShouldBeTrue();
        using (var process = Process.GetProcessById(left)) process.Kill();
        _rig[OutputStream.System].ShouldContain("left behind");
        _rig[OutputStream.Out].Count(c => c == 'x').ShouldBe(50_000);
    }

    [Fact]
    public async Task A_process_left_behind_that_writes_on_and_on_does_not_hold_up_the_attempt()
    {
        var options = Enabled with { PipeGrace = TimeSpan.FromMilliseconds(500) };

        var outcome = await RunAsync("""{"command":"yes >&2 & echo $!"}""", options);

        var left = int.Parse(AttemptRig.Success(outcome).Data!, CultureInfo.InvariantCulture);
        // It ends by itself: nobody reads what it writes.
        using var process = TryFind(left);
        if (process is not null) await process.WaitForExitAsync().WaitAsync(AttemptRig.Patience);
    }

    private static Process? TryFind(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private Task<AttemptOutcome> RunAsync(string payload, ShellOptions? options = null) =>
        new ShellExecutor(options ?? Enabled, TimeProvider.System)
            .RunAsync(_rig.Attempt(payload), CancellationToken.None)
            .WaitAsync(AttemptRig.Patience);
}
