using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.TestKit.Checking.Facts;
using Npgsql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Looks at the database twice a second while a run goes on: for what only shows meanwhile.</summary>
internal sealed class Sampler(StoreReader store, TimeProvider time)
{
    private const string Idle = """
        SELECT pid, state_change, left(query, 80) FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
        """;

    private readonly Dictionary<Guid, NodeDeath> _deaths = [];
    private readonly Dictionary<(int Pid, DateTime Since), DateTimeOffset> _idle = [];

    /// <summary>How many times the database answered.</summary>
    public int Looks { get; private set; }

    public List<IdleTransaction> IdleTransactions { get; } = [];

    public List<WatermarkSample> Watermarks { get; } = [];

    public IReadOnlyCollection<NodeDeath> Deaths => _deaths.Values;

    /// <summary>Samples until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await LookAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var now = time.GetUtcNow();
            IdleTransactions.AddRange(await store.ReadAsync(Idle, row => Idled(now, row.GetInt32(0), row.GetDateTime(1), row.GetString(2)), stop));
            Looks++;
            Watermarks.AddRange(await store.ReadAsync(
                "SELECT id, cursor FROM schedule", row => new WatermarkSample(new ScheduleId(row.GetString(0)), now, ScheduleJson.ReadCursor(row.GetString(1)).Watermark), stop));
            foreach (var dead in await store.ReadAsync("SELECT incarnation FROM node WHERE state = 4", row => new NodeDeath(row.GetGuid(0), now), stop))
                _deaths.TryAdd(dead.Incarnation, dead);
        }
        catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException)
        {
            // The database is away, and so is what could be seen in it.
        }
    }

    // By this process's clock: the database's may step.
    private IdleTransaction Idled(DateTimeOffset now, int pid, DateTime since, string query)
    {
        _idle.TryAdd((pid, since), now);
        return new(now, pid, now - _idle[(pid, since)], query);
    }
}
