using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Akka.Scheduler.Cli.Commands.Dev.Database;

/// <summary>
/// A PostgreSQL server on loopback in a temporary folder, with a password of its own. It is stopped and removed when it is disposed, and
/// when this program ends in any other way. What it holds need not outlive the machine, so it does not wait for the disk.
/// </summary>
internal sealed class ThrowawayDatabase : IAsyncDisposable
{
    private const int PortTries = 5;
    private const string User = "postgres";

    // The server's lock file names its process, and goes last.
    private const string StopAndRemove = """
        pid=$(head -n 1 "$1/data/postmaster.pid")
        if [ -n "$pid" ]; then
          kill -INT "$pid"
          tries=0
          while [ -e "$1/data/postmaster.pid" ] && [ "$tries" -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
          [ -e "$1/data/postmaster.pid" ] && kill -QUIT "$pid" && sleep 1
        fi
        rm -rf "$1"
        """;

    private readonly DatabasePrograms _programs;
    private readonly string _root = Directory.CreateTempSubdirectory("schedctl-dev-").FullName;
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly Tether _removal;

    private ThrowawayDatabase(DatabasePrograms programs)
    {
        _programs = programs;
        _removal = Tether.Tie(StopAndRemove, _root);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>How a node reaches it.</summary>
    public string ConnectionString =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Password={_password}");

    /// <summary>Where it keeps everything; gone afterwards.</summary>
    public string Folder => _root;

    private string Data => Path.Combine(_root, "data");

    private string Log => Path.Combine(_root, "log");

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="UsageException">It does not start; the message holds what it said.</exception>
    public static async Task<ThrowawayDatabase> StartAsync(DatabasePrograms programs, Surroundings around, CancellationToken cancel)
    {
        around.Error.WriteLine($"starting a PostgreSQL of our own ({programs.Folder}) ...");
        var database = new ThrowawayDatabase(programs);
        try
        {
            await database.MakeAsync(cancel);
            await database.ListenAsync(cancel);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _removal.DisposeAsync();

    private async Task MakeAsync(CancellationToken cancel)
    {
        var secret = Path.Combine(_root, "password");
        await File.WriteAllTextAsync(secret, _password + "\n", cancel);
        await DatabasePrograms.OwnAsync(_root, cancel);
        await MustRunAsync(
            "initdb", ["-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile=" + secret, "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"], cancel);
        await File.AppendAllTextAsync(
            Path.Combine(Data, "postgresql.conf"),
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nmax_connections = 400\n",
            cancel);
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        var output = string.Empty;
        for (var tries = 0; tries < PortTries; tries++)
        {
            Port = FreePort();

            // pg_ctl gives the server a session of its own: Ctrl-C reaches the nodes, which still need it to hand over.
            string[] arguments = ["-D", Data, "-l", Log, "-w", "-t", "60", "-o", $"-p {Port}", "start"];
            (var code, output) = await _programs.RunAsync("pg_ctl", arguments, _root, cancel);
            if (code == 0) return;
            if (File.Exists(Log)) output += await File.ReadAllTextAsync(Log, cancel);
            File.Delete(Log);
        }

        throw new UsageException($"PostgreSQL does not start.\n{output.Trim()}");
    }

    private async Task MustRunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var (code, output) = await _programs.RunAsync(program, arguments, _root, cancel);
        if (code != 0) throw new UsageException($"{program} ended with code {code}.\n{output.Trim()}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
