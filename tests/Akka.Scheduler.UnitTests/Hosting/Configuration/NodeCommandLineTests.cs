using Akka.Scheduler.Hosting.Configuration.CommandLine;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class NodeCommandLineTests
{
    [Fact]
    public void No_argument_starts_a_node_from_its_surroundings()
    {
        var sources = NodeCommandLine.Parse([]).ShouldBeOfType<NodeCommand.Run>().Sources;
        sources.ConfigFile.ShouldBeNull();
        sources.Overrides.ShouldBeEmpty();
        sources.Environment.Keys.ShouldContain("PATH");
    }

    [Theory]
    [InlineData("--config", "a.conf", "--set", "x=1", "--set", "y=2=3")]
    [InlineData("--set", "x=1", "y=2=3", "--config", "a.conf")]
    [InlineData("--config=a.conf", "--set=x=1", "--set=y=2=3")]
    public void A_file_and_overrides_are_taken_in_order(params string[] arguments)
    {
        var sources = NodeCommandLine.Parse(arguments).ShouldBeOfType<NodeCommand.Run>().Sources;
        sources.ConfigFile.ShouldBe("a.conf");
        sources.Overrides.ShouldBe(["x=1", "y=2=3"]);
    }

    [Fact]
    public void Switches_ask_for_something_else_than_a_start()
    {
        NodeCommandLine.Parse(["--help"]).ShouldBeOfType<NodeCommand.Help>();
        NodeCommandLine.Parse(["-h"]).ShouldBeOfType<NodeCommand.Help>();
        NodeCommandLine.Parse(["--version"]).ShouldBeOfType<NodeCommand.Version>();
        NodeCommandLine.Parse(["--print-config", "--set", "a=1"])
            .ShouldBeOfType<NodeCommand.PrintConfig>().Sources.Overrides.ShouldBe(["a=1"]);
        NodeCommandLine.Parse(["--config", "f", "--print-migrations"])
            .ShouldBeOfType<NodeCommand.PrintMigrations>().Sources.ConfigFile.ShouldBe("f");
    }

    [Theory]
    [InlineData("--health", "/health/ready")]
    [InlineData("--health=live", "/health/live")]
    public void The_health_of_a_running_node_is_asked_by_its_own_configuration(string option, string path)
    {
        var asked = NodeCommandLine.Parse(["--config", "a.conf", option]).ShouldBeOfType<NodeCommand.Health>();
        asked.Path.ShouldBe(path);
        asked.Sources.ConfigFile.ShouldBe("a.conf");
    }

    [Theory]
    [InlineData("--config needs the name of a file", "--config")]
    [InlineData("--config needs the name of a file", "--config", "--set", "a=1")]
    [InlineData("--config needs the name of a file", "--config=")]
    [InlineData("--config is given twice", "--config", "a", "--config", "b")]
    [InlineData("--set needs key=value", "--set")]
    [InlineData("--set needs key=value", "--set", "a")]
    [InlineData("--set needs key=value", "--set", "=a")]
    [InlineData("did you mean --config?", "--confg", "a")]
    [InlineData("unknown option --frobnicate", "--frobnicate")]
    [InlineData("argument 2 is no option", "--help", "now")]
    [InlineData("cannot be given together", "--help", "--print-config")]
    public void Bad_usage_is_told_in_words(string message, params string[] arguments) =>
        NodeCommandLine.Parse(arguments).ShouldBeOfType<NodeCommand.Invalid>().Message.ShouldContain(message);

    [Fact]
    public void Help_names_every_option()
    {
        foreach (var option in new[] { "--config", "--set", "--print-config", "--print-migrations", "--health", "--help", "--version" })
            NodeCommandLine.HelpText.ShouldContain(option);
    }
}
