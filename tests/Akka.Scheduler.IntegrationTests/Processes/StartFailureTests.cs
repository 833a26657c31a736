using System.Net;
using System.Net.Sockets;
using Akka.Scheduler.TestKit.Processes;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Processes;

/// <summary>A node that cannot start says in one line which key is at fault and what mends it, and leaves nothing behind.</summary>
public sealed class StartFailureTests : IDisposable
{
    private const int CannotStart = 1;
    private const int BadConfiguration = 2;
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("scheduler-start-failure-");

    public void Dispose() => _place.Delete(recursive: true);

    [Theory]
    [InlineData("/proc/scheduler", "cannot be made")]
    [InlineData("/proc", "cannot be written")]
    public async Task A_data_directory_that_cannot_be_written_is_named(string directory, string why)
    {
        // Not even root can write below /proc.
        var attempt = await NodeAttempt.StartAsync($"scheduler.store.directory={directory}");

        Refused(attempt, "scheduler.store.directory", directory, why, "or name another one");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_directory_is_named_and_kept()
    {
        var file = Path.Combine(_place.FullName, "file");
        await File.WriteAllTextAsync(file, "mine");

        Refused(await NodeAttempt.StartAsync($"scheduler.store.directory={file}"), "scheduler.store.directory", "is a file", "name a directory");
        Refused(await NodeAttempt.StartAsync($"scheduler.store.directory={file}/data"), "scheduler.store.directory", $"'{file}' is a file", "name another one");

        (await File.ReadAllTextAsync(file)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_data_directory_in_use_is_named()
    {
        await using var first = await NodeProcess.StartAsync();
        var data = Path.Combine(first.WorkingDirectory, "data");

        Refused(await NodeAttempt.StartAsync($"scheduler.store.directory={data}"), "scheduler.store.directory", "another process uses the store", data);

        (await first.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password()
    {
        // Bound but not listening: nobody else gets the port, and every connection is refused.
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)nobody.LocalEndPoint!).Port;

        var attempt = await NodeAttempt.StartAsync(OnPostgreSql($"Host=127.0.0.1;Port={port};Username=u;Database=d;Password=hush-hush"));

        Refused(attempt, "scheduler.store.connection-string", $"127.0.0.1:{port}/d", "Start the database, or correct the address");
        attempt.Error.ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task A_database_that_never_answers_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        var attempt = await NodeAttempt.StartAsync(OnPostgreSql($"Host=127.0.0.1;Port={port};Username=u;Database=d;Timeout=1"));

        Refused(attempt, "scheduler.store.connection-string", $"127.0.0.1:{port}/d", "Start the database, or correct the address");
    }

    [Fact]
    public async Task A_busy_port_is_named_before_anything_is_written()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var attempt = await NodeAttempt.StartAsync($"scheduler.http.bind={address}");

        Refused(attempt, "scheduler.http.bind", $"{address} is in use by another process", "set another port");
    }

    [Fact]
    public async Task Every_bad_key_is_named_at_once_with_its_fix()
    {
        var attempt = await NodeAttempt.StartAsync(
            "scheduler.http.bind=nowhere",
            "scheduler.cluster.shards=0",
            "scheduler.store.provider=oracle",
            "scheduler.nod.id=n1",
            "scheduler.worker.capacity=many",
            "scheduler.cluster.lease-ttl=1s",
            "scheduler.cluster.lease-renew-interval=soon");

        attempt.Code.ShouldBe(BadConfiguration);
        attempt.Error.ShouldContain("scheduler.http.bind: found 'nowhere'. Give host:port");
        attempt.Error.ShouldContain("scheduler.cluster.shards: 0 is below 1. Give a whole number");
        attempt.Error.ShouldContain("scheduler.store.provider: found 'oracle'. Give one of sqlite, postgresql");
        attempt.Error.ShouldContain("scheduler.nod: unknown key. Did you mean scheduler.node?");
        attempt.Error.ShouldContain("scheduler.worker.capacity: found 'many'");
        attempt.Error.ShouldContain("scheduler.cluster.lease-renew-interval: found 'soon'");
        Untouched(attempt);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("*:0")]
    [InlineData("[::]:0")]
    [InlineData("example.org:0")]
    public async Task An_address_that_others_can_reach_needs_authentication(string bind)
    {
        var attempt = await NodeAttempt.StartAsync($"scheduler.http.bind={bind}");

        attempt.Code.ShouldBe(BadConfiguration);
        attempt.Error.ShouldContain($"scheduler.http.bind: {bind} can be reached from other machines");
        attempt.Error.ShouldContain("Set scheduler.auth.enabled = true with at least one entry in scheduler.auth.tokens");
        Untouched(attempt);
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_there_is_named()
    {
        await using var node = ChildProcess.Start(await PublishedPrograms.NodeAsync(), ["--config", "missing.conf"], _place.FullName);

        (await node.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(BadConfiguration);
        node.Output.StandardError.ShouldContain("missing.conf does not exist");
        _place.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    private static string[] OnPostgreSql(string connection) =>
        ["scheduler.store.provider=postgresql", $"scheduler.store.connection-string={connection}"];

    private static void Refused(NodeAttempt attempt, string key, params string[] words)
    {
        attempt.Code.ShouldBe(CannotStart, attempt.Error);
        attempt.Error.ShouldStartWith($"The node cannot start: {key}: ");
        foreach (var part in words) attempt.Error.ShouldContain(part);
        attempt.Error.TrimEnd('\n').ShouldNotContain('\n');
        Untouched(attempt);
    }

    private static void Untouched(NodeAttempt attempt)
    {
        attempt.Output.ShouldBeEmpty();
        attempt.Written.ShouldBeEmpty();
    }
}
