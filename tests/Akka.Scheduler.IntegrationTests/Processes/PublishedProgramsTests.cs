using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

public sealed class PublishedProgramsTests
{
    [Fact]
    public async Task The_node_is_published_with_its_configuration()
        => File.Exists(Path.ChangeExtension(await PublishedPrograms.NodeAsync() + ".x", "runtimeconfig.json")).ShouldBeTrue();

    [Fact]
    public async Task The_published_command_line_runs()
        => (await CliProcess.RunAsync(["--help"])).ExitCode.ShouldBe(0);
}
