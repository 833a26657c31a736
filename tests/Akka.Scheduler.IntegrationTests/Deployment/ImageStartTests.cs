using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Deployment;

public sealed class ImageStartTests
{
    private const string Token = "a-token-of-this-test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string WithToken =
        $"scheduler.cluster.shards = 4\nscheduler.auth {{ enabled = true, tokens = [{{ name = t, token-hash = {Hash(Token)}, role = admin }}] }}\n";

    [Fact]
    public async Task The_entry_point_serves_from_a_read_only_directory_and_writes_to_its_volume_alone()
    {
        await using var container = await Container.CreateAsync(WithToken);
        (await container.AskHealthAsync()).Code.ShouldBe(1);
        await using var node = container.Start();
        await ReadyAsync(node);

        using var http = new HttpClient { BaseAddress = container.Http };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var task = new StringContent("""{"id":"t","executor":"noop"}""", Encoding.UTF8, "application/json");
        using var submitted = await http.PostAsync("/api/v1/tasks?wait=30s", task);
        (await submitted.Content.ReadAsStringAsync()).ShouldContain("\"succeeded\"");

        Directory.GetFileSystemEntries(container.WorkingDirectory).Select(Path.GetFileName).ShouldBe(["scheduler.conf"]);
        Directory.GetFiles(container.Volume).ShouldNotBeEmpty();

        node.Send(ProcessSignal.Terminate);
        (await node.ExitAsync(Patience)).ShouldBe(0, node.Output.All);
    }

    [Fact]
    public async Task The_health_check_tells_a_running_node_from_one_that_is_gone()
    {
        await using var container = await Container.CreateAsync(WithToken);
        await using var node = container.Start();
        await ReadyAsync(node);
        (await container.AskHealthAsync()).ShouldBe((0, ""));
        (await container.AskHealthAsync("--health")).ShouldBe((0, ""));

        node.Send(ProcessSignal.Kill);
        await node.ExitAsync(Patience);
        var (code, output) = await container.AskHealthAsync();
        code.ShouldBe(1);
        output.ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_container_without_tokens_says_what_is_missing_instead_of_serving_everybody()
    {
        await using var container = await Container.CreateAsync("");
        await using var node = container.Start();
        (await node.ExitAsync(Patience)).ShouldBe(2);
        node.Output.StandardError.ShouldContain("scheduler.auth.enabled");
    }

    private static Task<string> ReadyAsync(ChildProcess node) =>
        node.WaitForLineAsync(line => line.StartsWith("ready node=", StringComparison.Ordinal), "the ready line", Patience);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
