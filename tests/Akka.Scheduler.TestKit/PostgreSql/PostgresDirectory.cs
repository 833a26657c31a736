using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>
/// The temporary directory of one server, and the programs that work on it. PostgreSQL refuses to run as root, so for root they run
/// as the user <c>postgres</c>, who then owns the directory.
/// </summary>
internal sealed class PostgresDirectory
{
    private static readonly TimeSpan ProgramTimeout = TimeSpan.FromSeconds(90);

    // The server is found by its lock file, whose first line is its process id.
    private const string StopAndRemove = """
        pid=$(head -n 1 "$1/data/postmaster.pid")
        if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm")" = postgres ]; then
          kill -QUIT "$pid"
          tries=0
          while kill -0 "$pid" && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
        fi
        rm -rf "$1"
        """;

    private readonly string _binaries;
    private readonly string _root;

    private PostgresDirectory(string binaries, string root)
    {
        _binaries = binaries;
        _root = root;
        Leash = Leash.Tie(StopAndRemove, root);
    }

    /// <summary>Stops the server and removes the directory when it is disposed, or when this process ends.</summary>
    public Leash Leash { get; }

    public static async Task<PostgresDirectory> CreateAsync(string binaries, PostgresOptions options)
    {
        var directory = new PostgresDirectory(binaries, Directory.CreateTempSubdirectory("scheduler-pg-").FullName);
        try
        {
            await directory.InitialiseAsync(options);
            return directory;
        }
        catch
        {
            await directory.Leash.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server; answers whether the port was free.</summary>
    public async Task<bool> StartAsync(int port)
    {
        var started = await RunAsync(
            "pg_ctl", "-D", Data, "-l", Log, "-w", "-t", "60", "-o", $"-p {port}", "start");
        if (started.Code == 0) return true;
        var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
        if (log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal))
        {
            File.Delete(Log);
            return false;
        }
        throw new InvalidOperationException($"PostgreSQL did not start on port {port}.\n{started.Output}\n{log}");
    }

    public async Task StopAsync(PostgresStop how)
    {
        var mode = how == PostgresStop.Fast ? "fast" : "immediate";
        var stopped = await RunAsync("pg_ctl", "-D", Data, "-m", mode, "-w", "-t", "60", "stop");
        if (stopped.Code != 0) throw new InvalidOperationException($"PostgreSQL did not stop ({mode}).\n{stopped.Output}");
    }

    private string Data => Path.Combine(_root, "data");

    private string Log => Path.Combine(_root, "log");

    private async Task InitialiseAsync(PostgresOptions options)
    {
        if (Environment.IsPrivilegedProcess)
        {
            var chown = await RunProgramAsync("chown", ["postgres", _root]);
            if (chown.Code != 0)
                throw new InvalidOperationException(
                    $"PostgreSQL does not run as root, and there is no user 'postgres': install the Debian package 'postgresql'.\n{chown.Output}");
        }
        var made = await RunAsync(
            "initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions");
        if (made.Code != 0) throw new InvalidOperationException($"initdb failed with code {made.Code}.\n{made.Output}");
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), options.ToConfiguration());
    }

    private Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return Environment.IsPrivilegedProcess
            ? RunProgramAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : RunProgramAsync(path, arguments);
    }

    private async Task<(int Code, string Output)> RunProgramAsync(string program, string[] arguments)
    {
        await using var child = ChildProcess.Start(program, arguments, _root);
        var code = await child.ExitAsync(ProgramTimeout);
        return (code, child.Output.All);
    }
}
