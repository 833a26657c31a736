using Akka.Scheduler.TestKit.Processes;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>
/// The temporary directory of one server: its data and its log.
/// </summary>
internal sealed class PostgresDirectory
{
    // The server is found by its lock file, whose first line is its process id, and which it removes last. A fault may have stopped its processes.
    private const string StopAndRemove = """
        pid=$(head -n 1 "$1/data/postmaster.pid")
        if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm")" = postgres ]; then
          kill -CONT "$pid" $(grep -l "^PPid:[[:space:]]*$pid\$" /proc/[0-9]*/status | cut -d / -f 3)
          kill -QUIT "$pid"
          tries=0
          while [ -e "$1/data/postmaster.pid" ] && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
        fi
        umount -l "$1"
        rm -rf "$1"
        """;

    // What initdb makes is always the same, and takes it seconds: it is made once in a process, and copied for each server.
    private static readonly Lazy<Task<PostgresDirectory>> Pristine = new(MakePristineAsync);

    private readonly PostgresPrograms _programs;
    private readonly string _root;
    private readonly string? _volume;
    private SteppableClock? _clock;

    private PostgresDirectory(PostgresPrograms programs, string? volume)
    {
        _programs = programs;
        _volume = volume;
        _root = Directory.CreateTempSubdirectory("scheduler-pg-").FullName;
        Leash = Leash.Tie(StopAndRemove, _root);
    }

    /// <summary>Stops the server and removes the directory when it is disposed, or when this process ends.</summary>
    public Leash Leash { get; }

    private string Data => Path.Combine(_root, "data");

    private string Ballast => Path.Combine(_root, "ballast");

    private string Log => Path.Combine(_root, "log");

    /// <summary>Makes the directory of a server that has never run.</summary>
    public static async Task<PostgresDirectory> CreateAsync(PostgresOptions options)
    {
        var pristine = await Pristine.Value;
        return await MakeAsync(options.VolumeSize, async directory =>
        {
            await directory._programs.MustRunAsync("cp", ["-a", pristine.Data, directory.Data], directory._root);
            await File.AppendAllTextAsync(Path.Combine(directory.Data, "postgresql.conf"), options.ToConfiguration());
            if (options.OwnClock) directory.GiveClock();
        });
    }

    /// <summary>Makes the directory of a replica of this server, which is on that port, as it stands now. Whether it has a volume and a clock of its own is as here.</summary>
    public Task<PostgresDirectory> ReplicaOfAsync(int port) => MakeAsync(_volume, async directory =>
    {
        await directory._programs.MustRunAsync(
            "pg_basebackup",
            ["-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-D", directory.Data, "-R", "-X", "stream", "-c", "fast", "--no-sync"],
            directory._root);
        if (_clock is not null) directory.GiveClock();
    });

    /// <summary>Makes a replica the primary of a new timeline.</summary>
    public Task PromoteAsync() => _programs.MustRunAsync("pg_ctl", ["-D", Data, "-w", "-t", "60", "promote"], _root);

    /// <summary>Starts the server; answers whether the port was free.</summary>
    public async Task<bool> StartAsync(int port)
    {
        var started = await _programs.RunAsync("pg_ctl", ["-D", Data, "-l", Log, "-w", "-t", "60", "-o", $"-p {port}", "start"], _root, variables: _clock?.Variables);
        if (started.Code == 0) return true;
        var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
        File.Delete(Log);
        return log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
            ? false
            : throw new InvalidOperationException($"PostgreSQL did not start on port {port}.\n{started.Output}\n{log}");
    }

    /// <summary>Sets the server's clock off by so much.</summary>
    public void StepClock(TimeSpan offset) => (_clock ?? throw new InvalidOperationException("The server has no clock of its own.")).Step(offset);

    /// <summary>The processes of the server, itself first; none where it does not run.</summary>
    public IReadOnlyList<PostgresProcess> Processes() => PostgresProcess.Of(Path.Combine(Data, "postmaster.pid"));

    /// <summary>Whether the server runs.</summary>
    public async Task<bool> RunsAsync() => (await _programs.RunAsync("pg_ctl", ["-D", Data, "status"], _root)).Code == 0;

    /// <summary>Fills the volume to its last byte.</summary>
    /// <exception cref="InvalidOperationException">It has none: the machine's own disk is not filled.</exception>
    public void Fill()
    {
        if (_volume is null) throw new InvalidOperationException("The server has no volume of its own that could be filled.");
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[64 * 1024];
        for (var size = piece.Length; size > 0; size /= 2)
        {
            while (TryWrite(ballast, piece.AsSpan(0, size)))
            {
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    public Task StopAsync(PostgresStop how) => _programs.MustRunAsync(
        "pg_ctl", ["-D", Data, "-m", how == PostgresStop.Fast ? "fast" : "immediate", "-w", "-t", "60", "stop"], _root);

    private void GiveClock()
    {
        _clock = new(Path.Combine(_root, "clock"));
        _clock.Step(TimeSpan.Zero);
    }

    private static bool TryWrite(FileStream file, ReadOnlySpan<byte> piece)
    {
        try
        {
            file.Write(piece);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Task<PostgresDirectory> MakePristineAsync() => MakeAsync(volume: null, directory => directory._programs.MustRunAsync(
        "initdb",
        ["-D", directory.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"],
        directory._root));

    private static async Task<PostgresDirectory> MakeAsync(string? volume, Func<PostgresDirectory, Task> fill)
    {
        var directory = new PostgresDirectory(new PostgresPrograms(PostgresBinaries.Locate()), volume);
        try
        {
            if (volume is not null) await directory._programs.MountAsync(directory._root, volume);
            await directory._programs.OwnAsync(directory._root);
            await fill(directory);
            return directory;
        }
        catch
        {
            await directory.Leash.DisposeAsync();
            throw;
        }
    }
}
