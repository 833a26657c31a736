namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>Runs many seeds on all cores, each on one thread.</summary>
/// <param name="make">Makes the run of a seed; called on the thread that runs it.</param>
public sealed class SwarmSweep(Func<ulong, SwarmRun> make)
{
    private readonly Lock _gate = new();
    private readonly List<SwarmFailure> _failures = [];

    /// <summary>The seeds that failed, in the order of their ends.</summary>
    public IReadOnlyList<SwarmFailure> Failures => _failures;

    /// <summary>How many seeds have run.</summary>
    public long Done { get; private set; }

    /// <summary>How many turns they took.</summary>
    public long Turns { get; private set; }

    /// <summary>What happened in them.</summary>
    public SwarmCoverage Coverage { get; } = new();

    /// <summary>Runs seeds, and returns when all have ended.</summary>
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="failed">Hears of each failure at once; one call at a time.</param>
    /// <param name="tell">Called on this thread every five seconds, and at the end.</param>
    public void Go(ulong from, ulong count, Action<SwarmFailure>? failed = null, Action? tell = null)
    {
        var next = from;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        foreach (var thread in threads) thread.Start();
        while (threads.Exists(thread => !thread.Join(TimeSpan.FromSeconds(5)))) Tell();
        Tell();

        void Work()
        {
            while (Take() is { } seed)
            {
                var run = make(seed);
                run.Go();
                lock (_gate) Enter(run, failed);
            }
        }

        ulong? Take()
        {
            lock (_gate) return next < from + count ? next++ : null;
        }

        void Tell()
        {
            lock (_gate) tell?.Invoke();
        }
    }

    private void Enter(SwarmRun run, Action<SwarmFailure>? failed)
    {
        Done++;
        Turns += run.World.Simulation.Turns;
        Coverage.Add(run.Coverage);
        if (run.Problems.Count == 0) return;
        var failure = new SwarmFailure(run.World.Seed, run.Options, run.Problems);
        _failures.Add(failure);
        failed?.Invoke(failure);
    }
}
