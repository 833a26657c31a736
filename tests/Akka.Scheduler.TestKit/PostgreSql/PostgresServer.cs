using System.Collections.Concurrent;
using System.Globalization;
using Akka.Scheduler.TestKit.Network;
using Npgsql;

namespace Akka.Scheduler.TestKit.PostgreSql;

/// <summary>
/// A private PostgreSQL server on 127.0.0.1 for tests: the shared one of this process, or one of a test's own for faults. It is stopped
/// and removed when it is disposed or when the test process ends, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int PortTries = 20;

    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartNewAsync());

    private readonly PostgresDirectory _directory;
    private readonly NpgsqlDataSource _administration;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new();
    private int _databases;

    private PostgresServer(PostgresDirectory directory, int port)
    {
        _directory = directory;
        Port = port;
        _administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { MaxPoolSize = 4, CommandTimeout = 120 });
    }

    /// <summary>The TCP port on 127.0.0.1; it stays the same over stop and start.</summary>
    public int Port { get; }

    /// <summary>Whether this machine has what <see cref="PostgresOptions.OwnClock"/> needs.</summary>
    public static bool CanStepClock => SteppableClock.Library is not null;

    /// <summary>The server that the tests of this process share, started by the first caller. Never stop it.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine; the message says what to install.</exception>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server of the caller's own, for tests that stop it.</summary>
    /// <param name="options">Its settings; null for the defaults.</param>
    public static async Task<PostgresServer> StartNewAsync(PostgresOptions? options = null) =>
        await RunAsync(await PostgresDirectory.CreateAsync(options ?? new PostgresOptions()));

    /// <summary>Starts a replica that follows this server, asynchronously, and answers reads alone until <see cref="PromoteAsync"/>.</summary>
    public async Task<PostgresServer> StartReplicaAsync() => await RunAsync(await _directory.ReplicaOfAsync(Port));

    /// <summary>Makes this replica a primary, with what it has received by now. Databases keep their names.</summary>
    public Task PromoteAsync() => _directory.PromoteAsync();

    private static async Task<PostgresServer> RunAsync(PostgresDirectory directory)
    {
        try
        {
            for (var tries = 0; tries < PortTries; tries++)
            {
                var port = FreePort.Take();
                if (await directory.StartAsync(port)) return new PostgresServer(directory, port);
            }
            throw new InvalidOperationException($"No free port for PostgreSQL after {PortTries} tries.");
        }
        catch
        {
            await directory.Leash.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database, or a copy of a registered template, and answers its connection string.</summary>
    /// <param name="template">A name given to <see cref="RegisterTemplateAsync"/> before; null for an empty database.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = "test_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        if (template is not null && !_templates.ContainsKey(template))
            throw new ArgumentException($"No template '{template}' is registered.", nameof(template));
        await ExecuteAsync($"CREATE DATABASE {Quote(name)} TEMPLATE {Quote(template is null ? "template0" : TemplateName(template))}");
        return ConnectionString(name);
    }

    /// <summary>
    /// Makes a template once: the first caller with this name migrates it, all others wait for that. Afterwards
    /// <see cref="CreateDatabaseAsync"/> copies it in a fraction of the time of a migration.
    /// </summary>
    /// <param name="name">The template's name.</param>
    /// <param name="migrate">Gets the connection string of an empty database and fills it.</param>
    public Task RegisterTemplateAsync(string name, Func<string, Task> migrate)
        => _templates.GetOrAdd(name, _ => new Lazy<Task>(() => MakeTemplateAsync(TemplateName(name), migrate))).Value;

    /// <summary>Removes a database and ends its sessions.</summary>
    public Task DropDatabaseAsync(string connectionString)
        => ExecuteAsync($"DROP DATABASE {Quote(DatabaseOf(connectionString))} WITH (FORCE)");

    /// <summary>Ends one session, as an administrator or a broken network would, and returns when it is gone.</summary>
    /// <param name="processId">The backend's process id (<c>pg_backend_pid()</c>).</param>
    /// <returns>Whether there was such a session.</returns>
    public async Task<bool> KillBackendAsync(int processId)
    {
        await using var command = _administration.CreateCommand("SELECT pg_terminate_backend($1, 10000)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = processId });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends all sessions of a database, and answers how many there were.</summary>
    public async Task<int> KillBackendsAsync(string connectionString)
    {
        await using var command = _administration.CreateCommand(
            "SELECT count(*)::int FROM (SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1) AS ended");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = DatabaseOf(connectionString) });
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Stops the server; databases and port stay.</summary>
    public async Task StopAsync(PostgresStop how = PostgresStop.Fast)
    {
        await _directory.StopAsync(how);
        _administration.Clear();
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/>, on the same port and data.</summary>
    public async Task StartAsync()
    {
        if (!await _directory.StartAsync(Port)) throw new InvalidOperationException($"Port {Port} was taken while the server was down.");
    }

    /// <summary>The processes of the server as they are now, itself first; none where it is stopped.</summary>
    public IReadOnlyList<PostgresProcess> Processes() => _directory.Processes();

    /// <summary>Steps the clock that <see cref="PostgresOptions.OwnClock"/> asked for: from now on it is off by so much, for sessions that there are too.</summary>
    public void StepClock(TimeSpan offset) => _directory.StepClock(offset);

    /// <summary>Takes all room on the volume that <see cref="PostgresOptions.VolumeSize"/> asked for.</summary>
    public void FillVolume() => _directory.Fill();

    /// <summary>Gives the room back, and starts the server if it has ended over it.</summary>
    public async Task FreeVolumeAsync()
    {
        _directory.Free();
        if (!await _directory.RunsAsync()) await StartAsync();
    }

    /// <summary>Stops the server, if it runs, and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _administration.DisposeAsync();
        await _directory.Leash.DisposeAsync();
    }

    private async Task MakeTemplateAsync(string database, Func<string, Task> migrate)
    {
        await ExecuteAsync($"CREATE DATABASE {Quote(database)} TEMPLATE template0");
        await migrate(ConnectionString(database));
        // A template with a session cannot be copied: pooled connections of the migration are ended, and new ones refused.
        await ExecuteAsync($"ALTER DATABASE {Quote(database)} WITH ALLOW_CONNECTIONS false");
        await KillBackendsAsync(ConnectionString(database));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _administration.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        IncludeErrorDetail = true,
        MaxPoolSize = 20,
        Timeout = 15,
    }.ConnectionString;

    private static string TemplateName(string name) => "template_" + name;

    private static string DatabaseOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
