using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary><c>schedctl dev</c> as somebody uses it who sees the scheduler for the first time: one terminal for the node, another for tasks.</summary>
public sealed class DevTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("scheduler-dev-");
    private ChildProcess _dev = null!;
    private string _server = null!;

    public async Task InitializeAsync()
    {
        var environment = new Dictionary<string, string?> { ["SCHEDCTL_NODE"] = await PublishedPrograms.NodeAsync() };
        _dev = ChildProcess.Start(
            await PublishedPrograms.CliAsync(), ["dev", "--", "--set", "scheduler.http.bind=127.0.0.1:0"], _directory.FullName, environment);
        var ready = await _dev.WaitForLineAsync(line => line.StartsWith("ready node=", StringComparison.Ordinal), "the ready line", Patience);
        _server = ready[(ready.IndexOf("http=", StringComparison.Ordinal) + 5)..].Trim();
        await _dev.WaitForLineAsync(line => line.Contains("Ctrl-C stops the node", StringComparison.Ordinal), "the welcome", Patience);
    }

    public async Task DisposeAsync()
    {
        // A request to stop reaches the node as well; a kill would not.
        _dev.Send(ProcessSignal.Terminate);
        await _dev.ExitAsync(Patience);
        await _dev.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_command_that_the_welcome_names_prints_its_output_and_exits_by_the_outcome()
    {
        _dev.Output.StandardOutput.ShouldContain($"schedctl --server {_server} task submit --command 'uname -a' --wait");

        var good = await SubmitAsync("""{"command":"uname -a"}""");
        good.ExitCode.ShouldBe(0, good.Error);
        good.Output.ShouldStartWith("Linux ");

        var bad = await SubmitAsync("""{"command":"echo so far; echo no further >&2; exit 7"}""", "--max-retries", "0");
        bad.ExitCode.ShouldBe(1);
        bad.Output.ShouldBe("so far\n");
        bad.Error.ShouldContain("no further");
        bad.Error.ShouldContain("Exit code 7");

        (await SubmitAsync("{}")).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_node_in_order_and_exits_with_0()
    {
        _dev.Send(ProcessSignal.Interrupt);

        (await _dev.ExitAsync(Patience)).ShouldBe(0, _dev.Output.All);
        (await SubmitAsync("""{"command":"true"}""")).ExitCode.ShouldBe(3);
        Directory.Exists(Path.Combine(_directory.FullName, "data")).ShouldBeTrue();
    }

    private Task<CliResult> SubmitAsync(string payload, params string[] more) => CliProcess.RunAsync(
        ["--server", _server, "task", "submit", "--executor", "shell", "--payload", payload, "--wait", .. more], timeout: Patience);
}
