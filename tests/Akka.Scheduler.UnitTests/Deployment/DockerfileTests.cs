using System.Xml.Linq;
using Akka.Scheduler.Hosting.Configuration.CommandLine;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Images;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Deployment;

public sealed class DockerfileTests
{
    private readonly ImageRecipe _image = ImageRecipe.Read();

    [Fact]
    public void Every_project_file_is_there_before_packages_are_restored()
    {
        var before = _image.Instructions.TakeWhile(i => i.Name != "RUN").Where(i => i.Name == "COPY").SelectMany(i => i.Text.Split(' ')).ToHashSet();
        var projects = WithWhatItNeeds("src/Akka.Scheduler.Node/Akka.Scheduler.Node.csproj").Union(WithWhatItNeeds("src/Akka.Scheduler.Cli/Akka.Scheduler.Cli.csproj")).ToList();
        projects.Count.ShouldBeGreaterThan(2);
        foreach (var project in projects) before.ShouldContain(project);
        _image.Instructions.First(i => i.Name == "RUN").Text.ShouldStartWith("dotnet restore");
    }

    private static IEnumerable<string> WithWhatItNeeds(string project)
    {
        var needed = XDocument.Load(Path.Combine(SolutionRoot.Find(), project)).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);
        return needed.SelectMany(other => WithWhatItNeeds(Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(project)!, other)))).Prepend(project);
    }

    [Fact]
    public void What_is_copied_from_the_sources_exists_and_is_not_left_out_of_the_context()
    {
        var root = SolutionRoot.Find();
        var sent = File.ReadAllLines(Path.Combine(root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        foreach (var source in _image.Instructions.Where(i => i.Name == "COPY" && !i.Text.StartsWith("--", StringComparison.Ordinal)).SelectMany(i => i.Text.Split(' ')[..^1]))
        {
            Path.Exists(Path.Combine(root, source)).ShouldBeTrue(source);
            sent.ShouldContain(source.Split('/')[0]);
        }
    }

    [Fact]
    public void The_entry_point_is_the_published_node_and_no_shell_keeps_signals_from_it()
    {
        _image.EntryPoint.ShouldBe(["dotnet", "/app/node/Akka.Scheduler.Node.dll"]);
        _image.Instructions.ShouldContain(i => i.Name == "RUN" && i.Text.Contains("dotnet publish src/Akka.Scheduler.Node", StringComparison.Ordinal)
            && i.Text.Contains("-o /app/node", StringComparison.Ordinal));
    }

    [Fact]
    public void The_health_check_is_a_question_that_the_node_knows()
    {
        _image.HealthCheck.Take(_image.EntryPoint.Count).ShouldBe(_image.EntryPoint);
        NodeCommandLine.Parse([.. _image.HealthCheck.Skip(_image.EntryPoint.Count)]).ShouldBeOfType<NodeCommand.Health>().Path.ShouldBe("/health/live");
    }

    [Fact]
    public void The_image_does_not_run_as_root() => _image.Last("USER").ShouldBe("$APP_UID");

    [Fact]
    public void Keys_in_the_images_environment_are_known_and_its_ports_are_the_exposed_ones()
    {
        var environment = new Dictionary<string, string>(_image.Environment, StringComparer.Ordinal)
        {
            ["SCHEDULER__AUTH__ENABLED"] = "true",
            ["SCHEDULER__AUTH__TOKENS"] = $"[{{ name = a, token-hash = {new string('0', 64)}, role = admin }}]",
        };
        var options = PodConfiguration.Load(environment, file: null);
        _image.Last("EXPOSE").Split(' ').ShouldContain($"{options.Http.Bind.Port}");
        _image.Last("VOLUME").ShouldBe($"[\"{options.Store.Directory}\"]");
    }
}
