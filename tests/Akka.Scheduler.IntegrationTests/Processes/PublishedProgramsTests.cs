using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

public sealed class PublishedProgramsTests
{
    [Fact]
    public async Task The_node_is_published_with_its_configuration()
        => File.Exists(Path.ChangeExtension(await PublishedPrograms.NodeAsync() + ".x", "runtimeconfig.json")).ShouldBeTrue();

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/v2/tasks")]
    [InlineData("/favicon.ico")]
    public async Task An_address_that_is_nowhere_is_answered_with_a_problem(string path)
    {
        await using var node = await NodeProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = node.Http };

        using var answer = await client.GetAsync(path);

        ((int)answer.StatusCode).ShouldBe(404);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"There is no GET {path}.");
    }

    [Fact]
    public async Task The_published_command_line_runs()
        => (await CliProcess.RunAsync(["--help"])).ExitCode.ShouldBe(0);
}
