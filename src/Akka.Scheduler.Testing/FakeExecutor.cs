using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Testing;

/// <summary>Stands for an executor or a handler: does what the test says, in virtual time, and remembers every attempt. By default each one succeeds at once.</summary>
/// <remarks>What is said holds for all tasks of this executor; <see cref="Script"/> tells them apart. Say it before the attempt begins.</remarks>
public sealed class FakeExecutor
{
    private readonly List<FakeAttempt> _attempts = [];
    private readonly Lock _gate = new();

    internal FakeExecutor(string name) => Name = name;

    /// <summary>The name that tasks call it by.</summary>
    public string Name { get; }

    /// <summary>What an attempt does.</summary>
    public Func<AttemptContext, FakeOutcome> Script { get; set; } = static _ => FakeOutcome.Success();

    /// <summary>Every attempt so far, in order of their beginnings.</summary>
    public IReadOnlyList<FakeAttempt> Attempts
    {
        get
        {
            lock (_gate) return [.. _attempts];
        }
    }

    /// <summary>Every attempt succeeds.</summary>
    /// <param name="data">What it hands back: anything that can be written as JSON.</param>
    public FakeExecutor Succeeds(object? data = null) => Does(_ => FakeOutcome.Success(data));

    /// <summary>The first attempts of each task fail, the later ones succeed.</summary>
    /// <param name="times">How many fail.</param>
    /// <param name="error">The error.</param>
    public FakeExecutor Fails(int times, string error = "it failed, as the test said") =>
        Does(attempt => attempt.Number <= times ? FakeOutcome.Failure(error) : FakeOutcome.Success());

    /// <summary>Every attempt fails for good.</summary>
    /// <param name="error">The error.</param>
    public FakeExecutor FailsForGood(string error = "it failed, as the test said") => Does(_ => FakeOutcome.Failure(error, retryable: false));

    /// <summary>Every attempt goes on until it is told to stop, by its timeout or a cancellation.</summary>
    public FakeExecutor HangsUntilCancelled() => Does(_ => FakeOutcome.Hang());

    /// <summary>What every attempt does from now on takes so long.</summary>
    /// <param name="span">In virtual time; zero or more.</param>
    public FakeExecutor Takes(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var script = Script;
        return Does(attempt => script(attempt) with { Lasts = span });
    }

    internal ITaskExecutor On(TimeProvider time) => new Life(this, time);

    private FakeExecutor Does(Func<AttemptContext, FakeOutcome> script)
    {
        Script = script;
        return this;
    }

    private sealed class Life(FakeExecutor fake, TimeProvider time) : ITaskExecutor
    {
        public string Name => fake.Name;

        public PayloadProblem? Check(JsonElement? payload) => null;

        public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
        {
            var begun = new FakeAttempt(attempt, time.GetUtcNow());
            lock (fake._gate) fake._attempts.Add(begun);
            try
            {
                var (outcome, lasts) = fake.Script(attempt);
                if (lasts != TimeSpan.Zero) await Task.Delay(lasts, time, cancel);
                return outcome;
            }
            catch (OperationCanceledException)
            {
                begun.WasCancelled = true;
                throw;
            }
            finally
            {
                begun.EndedAt = time.GetUtcNow();
            }
        }
    }
}

/// <summary>What an attempt on a <see cref="FakeExecutor"/> does.</summary>
/// <param name="Outcome">How it ends.</param>
/// <param name="Lasts">How long it takes in virtual time; <see cref="Timeout.InfiniteTimeSpan"/>: until it is told to stop.</param>
public sealed record FakeOutcome(AttemptOutcome Outcome, TimeSpan Lasts)
{
    /// <summary>Succeeds at once.</summary>
    /// <param name="data">What it hands back: anything that can be written as JSON.</param>
    public static FakeOutcome Success(object? data = null) =>
        new(new AttemptOutcome.Succeeded(new(0, null, data is null ? null : JsonSerializer.Serialize(data, JsonSerializerOptions.Web))), TimeSpan.Zero);

    /// <summary>Fails at once.</summary>
    /// <param name="error">The error.</param>
    /// <param name="retryable">Whether another attempt may do better.</param>
    public static FakeOutcome Failure(string error, bool retryable = true) => new(new AttemptOutcome.Failed(error, null) { Retryable = retryable }, TimeSpan.Zero);

    /// <summary>Goes on until it is told to stop.</summary>
    public static FakeOutcome Hang() => new(new AttemptOutcome.Cancelled(null), Timeout.InfiniteTimeSpan);
}

/// <summary>An attempt that a <see cref="FakeExecutor"/> ran.</summary>
/// <param name="Context">What it was given.</param>
/// <param name="BeganAt">When it began, in virtual time.</param>
public sealed record FakeAttempt(AttemptContext Context, DateTimeOffset BeganAt)
{
    /// <summary>Whose attempt.</summary>
    public string TaskId => Context.Task.Value;

    /// <summary>Its number, from 1.</summary>
    public int Number => Context.Number;

    /// <summary>When it ended; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Whether it was told to stop.</summary>
    public bool WasCancelled { get; internal set; }
}
