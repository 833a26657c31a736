using System.Text.Json;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Crontab;

/// <summary>The published node, with the shell on, and the published command line that speaks to it.</summary>
public sealed class CliNode : IAsyncLifetime
{
    private NodeProcess _node = null!;

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync("scheduler.executors.shell.enabled=true");

    public async Task DisposeAsync() => await _node.DisposeAsync();

    /// <summary>The address of the interface.</summary>
    public Uri Api => new(_node.Http, "/api/v1/");

    /// <summary>Runs <c>schedctl</c> against the node.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(["--server", _node.Http.ToString(), .. arguments]);

    /// <summary>Runs <c>schedctl</c>, which must succeed, and reads its JSON, an item a line.</summary>
    public async Task<JsonElement[]> AskAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "-o", "jsonl"]);
        result.ExitCode.ShouldBe(0, result.Error);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
