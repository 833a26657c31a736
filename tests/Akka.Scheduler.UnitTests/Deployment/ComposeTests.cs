using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.CommandLine;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Images;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Deployment;

public sealed partial class ComposeTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("scheduler-compose-");
    private readonly Yaml _compose = Yaml.Load("docker/compose.yaml").Single();

    private IEnumerable<(string Name, Yaml Service)> Nodes =>
        _compose["services"].Fields.Where(s => s.Name.StartsWith("node-", StringComparison.Ordinal)).Select(s => (s.Name, s.Value));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task With_the_secrets_that_the_script_makes_three_nodes_have_valid_and_matching_configurations()
    {
        var (variables, _) = await MakeSecretsAsync();
        var nodes = Nodes.ToDictionary(n => n.Name, n => OptionsOf(n.Service, variables));
        nodes.Keys.ShouldBe(["node-1", "node-2", "node-3"], ignoreOrder: true);
        foreach (var (name, options) in nodes)
        {
            options.Node.Id.ShouldBe(name);
            options.Cluster.Advertise.ShouldBe(new BindAddress(name, options.Cluster.Bind.Port));
            options.Store.ConnectionString!.Reveal().ShouldContain($"Password={variables["SCHEDULER_DB_PASSWORD"]}");
            HostOf(options).ShouldBeOneOf([.. _compose["services"].Fields.Select(s => s.Name)]);
        }

        nodes.Values.Select(o => (o.Cluster.Id, o.Cluster.Secret, o.Store.ConnectionString)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_printed_token_is_the_one_whose_hash_the_nodes_get()
    {
        var (variables, token) = await MakeSecretsAsync();
        variables["SCHEDULER_TOKEN_HASH"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
    }

    [Fact]
    public async Task Secrets_that_are_there_are_kept()
    {
        var (before, _) = await MakeSecretsAsync();
        await using var again = ChildProcess.Start(Script, [SecretsFile]);
        (await again.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        Variables().ShouldBe(before);
    }

    [Fact]
    public void Nodes_wait_for_a_healthy_database_that_keeps_its_data_and_reads_its_password_from_a_secret()
    {
        foreach (var (_, node) in Nodes)
        {
            var wait = node["depends_on"].Fields.ShouldHaveSingleItem();
            wait.Value["condition"].Text.ShouldBe("service_healthy");
            var database = _compose["services"][wait.Name];
            database["healthcheck.test"].Exists.ShouldBeTrue();
            var secret = database["secrets"].Items.Single().Text;
            database["environment.POSTGRES_PASSWORD_FILE"].Text.ShouldBe("/run/secrets/" + secret);
            _compose["secrets"][secret].Exists.ShouldBeTrue();
            _compose["volumes"].Fields.Select(v => v.Name).ShouldContain(database["volumes"].Items.Single().Text.Split(':')[0]);
        }
    }

    [Fact]
    public async Task Nodes_get_the_time_to_stop_and_only_their_volume_to_write_to()
    {
        var (variables, _) = await MakeSecretsAsync();
        var image = ImageRecipe.Read();
        foreach (var (_, node) in Nodes)
        {
            var options = OptionsOf(node, variables);
            var grace = node["stop_grace_period"].Text;
            grace.ShouldEndWith("s");
            int.Parse(grace[..^1]).ShouldBeGreaterThan((int)options.Node.ShutdownGrace.TotalSeconds + 30);
            node["read_only"].Text.ShouldBe("true");
            node["tmpfs"].Items.Select(t => t.Text.Split(':')[0]).ShouldBe([image.Environment["TMPDIR"]]);
            node["cap_drop"].Items.Select(c => c.Text).ShouldBe(["ALL"]);
        }
    }

    [Fact]
    public async Task Each_node_is_asked_whether_it_serves_and_is_reached_on_a_port_of_its_own_from_this_machine_alone()
    {
        var (variables, _) = await MakeSecretsAsync();
        var image = ImageRecipe.Read();
        var published = new List<string>();
        foreach (var (_, node) in Nodes)
        {
            var test = node["healthcheck.test"].Items.Select(w => w.Text).ToList();
            test[0].ShouldBe("CMD");
            test.Skip(1).Take(image.EntryPoint.Count).ShouldBe(image.EntryPoint);
            NodeCommandLine.Parse([.. test.Skip(1 + image.EntryPoint.Count)]).ShouldBeOfType<NodeCommand.Health>().Path.ShouldBe("/health/ready");
            var port = node["ports"].Items.Single().Text.Split(':');
            port[0].ShouldBe("127.0.0.1");
            port[2].ShouldBe($"{OptionsOf(node, variables).Http.Bind.Port}");
            published.Add(port[1]);
        }

        published.ShouldBeUnique();
    }

    private static string Script => Path.Combine(SolutionRoot.Find(), "docker", "make-env");

    private string SecretsFile => Path.Combine(_directory.FullName, "env");

    private async Task<(Dictionary<string, string> Variables, string Token)> MakeSecretsAsync()
    {
        await using var script = ChildProcess.Start(Script, [SecretsFile]);
        (await script.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0, script.Output.All);
        var token = script.Output.StandardOutput.Split("SCHEDCTL_TOKEN=")[1].Trim();
        return (Variables(), token);
    }

    private Dictionary<string, string> Variables() =>
        File.ReadAllLines(SecretsFile).Select(line => line.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    private static NodeOptions OptionsOf(Yaml node, Dictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(ImageRecipe.Read().Environment, StringComparer.Ordinal);
        foreach (var (name, value) in node["environment"].Texts)
            environment[name] = Variable().Replace(value, m => variables.TryGetValue(m.Groups["name"].Value, out var known) ? known
                : m.Groups["fallback"] is { Success: true } fallback ? fallback.Value
                : throw new ShouldAssertException($"{m.Value} is not among the secrets that are made"));
        return PodConfiguration.Load(environment, file: null);
    }

    private static string HostOf(NodeOptions options) => options.Store.ConnectionString!.Reveal().Split(';').Single(p => p.StartsWith("Host=", StringComparison.Ordinal))[5..];

    [GeneratedRegex(@"\$\{(?<name>\w+)(?::-(?<fallback>[^}]*)|:\?[^}]*)?\}")]
    private static partial Regex Variable();
}
