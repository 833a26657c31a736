using Akka.Scheduler.TestKit.Network;
using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>A RabbitMQ broker of the tests' own, on a free port of this machine, with its data in a temporary directory.</summary>
internal sealed class RabbitBroker : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The server's programs form a group of their own, and are ended together.
    private const string KillGroup = "kill -KILL \"-$1\"";

    private readonly string _root;
    private readonly int _names;
    private readonly int _nodes;
    private readonly Leash _files;
    private ChildProcess? _registry;
    private ChildProcess? _server;
    private Leash? _group;

    private RabbitBroker(string root)
    {
        (_root, Port, _names, _nodes) = (root, FreePort.Take(), FreePort.Take(), FreePort.Take());
        _files = Leash.Tie("rm -rf \"$1\"", root);
    }

    public int Port { get; }

    public string Uri => $"amqp://guest:guest@127.0.0.1:{Port}/";

    public static async Task<RabbitBroker> StartAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("There is no RabbitMQ: install the Debian package 'rabbitmq-server', or run tests/run.");
        for (var attempt = 1; ; attempt++)
        {
            var broker = new RabbitBroker(Directory.CreateTempSubdirectory("scheduler-mq-").FullName);
            try
            {
                await broker.PrepareAsync();
                await broker.RunAsync();
                return broker;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody was faster on one of the ports.
                await broker.DisposeAsync();
            }
        }
    }

    /// <summary>Starts the broker again, with what it has kept.</summary>
    public async Task RunAsync()
    {
        _server = Start(
            "env",
            "-i",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG=C.UTF-8",
            $"HOME={_root}",
            $"ERL_EPMD_PORT={_names}",
            $"RABBITMQ_DIST_PORT={_nodes}",
            $"RABBITMQ_NODENAME=tests{Port}@localhost",
            $"RABBITMQ_MNESIA_BASE={_root}/data",
            $"RABBITMQ_LOG_BASE={_root}/log",
            "RABBITMQ_LOGS=-",
            $"RABBITMQ_CONFIG_FILE={_root}/rabbitmq",
            $"RABBITMQ_ENABLED_PLUGINS_FILE={_root}/enabled_plugins",
            $"RABBITMQ_PID_FILE={_root}/pid",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}",
            Program);
        _group = Leash.Tie(KillGroup, $"{_server.Id}");
        await _server.WaitForLineAsync(line => line.Contains("Server startup complete", StringComparison.Ordinal), "its start", Patience);
    }

    /// <summary>Ends the broker as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_group is not null) await _group.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        (_group, _server) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_registry is not null) await _registry.DisposeAsync();
        await _files.DisposeAsync();
    }

    private async Task PrepareAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "rabbitmq.conf"), $"listeners.tcp.default = 127.0.0.1:{Port}\n");
        await File.WriteAllTextAsync(Path.Combine(_root, "enabled_plugins"), "[].\n");
        if (Environment.IsPrivilegedProcess)
        {
            await using var chown = ChildProcess.Start("chown", ["-R", "rabbitmq", _root]);
            if (await chown.ExitAsync(Patience) != 0) throw new InvalidOperationException($"There is no user 'rabbitmq'.\n{chown.Output.All}");
        }

        // Where Erlang's nodes are registered: one that ends with the tests, instead of the machine's.
        _registry = Start("epmd", "-d", "-d", "-address", "127.0.0.1", "-port", $"{_names}");
        await _registry.WaitForLineAsync(line => line.Contains("entering the main select() loop", StringComparison.Ordinal), "its start", Patience);
    }

    // The server does not want to be root.
    private ChildProcess Start(params string[] command)
    {
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=rabbitmq", "--regid=rabbitmq", "--init-groups"] : [];
        return ChildProcess.Start("setsid", [.. user, .. command], _root);
    }
}
