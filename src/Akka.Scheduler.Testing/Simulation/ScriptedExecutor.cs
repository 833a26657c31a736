using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What an attempt is to do: last so long in virtual time and end like this.</summary>
/// <param name="Lasts">How long it runs.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Obeys">Whether it stops when it is told to.</param>
public sealed record ScriptedAttempt(TimeSpan Lasts, AttemptOutcome Outcome, bool Obeys = true)
{
    /// <summary>Succeeds after a time.</summary>
    public static ScriptedAttempt Succeeds(TimeSpan after = default) => new(after, new AttemptOutcome.Succeeded(new(0, "done", null)));

    /// <summary>Fails after a time.</summary>
    public static ScriptedAttempt Fails(TimeSpan after = default) => new(after, new AttemptOutcome.Failed("boom", null));
}

/// <summary>A run of an attempt, as the executor saw it.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="At">When it began.</param>
public sealed record ScriptedRun(AttemptContext Attempt, DateTimeOffset At)
{
    /// <summary>When it ended, by itself or because it was told to.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>An executor whose attempts do what a test says, and that remembers every one of them over all lives of its node.</summary>
public sealed class ScriptedExecutor
{
    private readonly List<ScriptedRun> _runs = [];

    /// <summary>What an attempt does. Default: succeeds at once.</summary>
    public Func<AttemptContext, ScriptedAttempt> Script { get; set; } = _ => ScriptedAttempt.Succeeds();

    /// <summary>Every run, in order.</summary>
    public IReadOnlyList<ScriptedRun> Runs => _runs;

    /// <summary>How many attempts ran at once at most, without those that were told to end and did not.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How many run now, without those that were told to end. A life of a node begins with none.</summary>
    public int Running { get; private set; }

    /// <summary>The executor of one life of a node, on that life's clock.</summary>
    public ITaskExecutor For(TimeProvider time)
    {
        Running = 0;
        return new Life(this, time);
    }

    private sealed class Life(ScriptedExecutor script, TimeProvider time) : ITaskExecutor
    {
        public string Name => "script";

        public PayloadProblem? Check(JsonElement? payload) => null;

        public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
        {
            var run = new ScriptedRun(attempt, time.GetUtcNow());
            script._runs.Add(run);
            script.MostAtOnce = Math.Max(script.MostAtOnce, ++script.Running);
            var counts = true;
            void Leave()
            {
                if (counts) script.Running--;
                counts = false;
            }

            await using var told = cancel.Register(Leave);
            try
            {
                var (lasts, outcome, obeys) = script.Script(attempt);
                if (lasts > TimeSpan.Zero) await Task.Delay(lasts, time, obeys ? cancel : CancellationToken.None);
                return outcome;
            }
            finally
            {
                Leave();
                run.EndedAt = time.GetUtcNow();
            }
        }
    }
}
