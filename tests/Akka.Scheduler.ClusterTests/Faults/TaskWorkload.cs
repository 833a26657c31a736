using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Clients that submit tasks of all kinds, and cancel and repeat some of them.</summary>
internal sealed class TaskWorkload(ClusterRig rig, ClientLog log, TimeProvider time, FaultRunOptions options) : IDisposable
{
    private const string Narrow = "narrow";
    private const int MostOfNarrow = 4;

    // A node that missed the hint looks every two seconds.
    private static readonly TimeSpan InForceAfter = TimeSpan.FromSeconds(5);
    private readonly Gateway _gateway = new(rig, options.Seed + 1_000);

    /// <summary>Limits a queue for the whole run.</summary>
    /// <returns>What is checked of it; nothing where the database goes back to an older state, in which some may start twice.</returns>
    public async Task<IReadOnlyList<QueueLimit>> LimitAsync(CancellationToken cancel)
    {
        if (options.Replica) return [];
        await _gateway.InsistAsync(HttpMethod.Patch, $"queues/{Narrow}", new { maxConcurrency = MostOfNarrow }, cancel);
        return [new(Narrow, MostOfNarrow, null, time.GetUtcNow() + InForceAfter, DateTimeOffset.MaxValue)];
    }

    /// <summary>Works until it is told to stop; a request that is under way then is given up, and stays unknown.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, options.Clients).Select(client => ClientAsync(client, stop)));

    public void Dispose() => _gateway.Dispose();

    private async Task ClientAsync(int client, CancellationToken stop)
    {
        var random = new Random(options.Seed + client);
        var pause = TimeSpan.FromSeconds(options.Clients / options.TasksPerSecond);
        var known = new List<string>();
        try
        {
            for (var i = 0; ; i++)
            {
                var id = new TaskId($"t{client}-{i}");
                if (await SubmitAsync(id, Make(id, random, known), insist: random.Next(20) > 0, stop)) known.Add(id.Value);
                if (i > 0 && random.Next(12) == 0) await OrderAsync(new($"t{client}-{random.Next(Math.Max(0, i - 20), i)}"), CommandKind.Cancel, "cancel", stop);
                if (i > 20 && random.Next(25) == 0) await OrderAsync(new($"t{client}-{random.Next(i - 20)}"), CommandKind.Redrive, "retry", stop);
                await Task.Delay(pause * (0.5 + random.NextDouble()), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task<bool> SubmitAsync(TaskId id, object body, bool insist, CancellationToken stop)
    {
        var sent = new Submission(id, Answer.Unknown, time.GetUtcNow(), null);
        log.Note(sent);
        var reply = insist ? await _gateway.InsistAsync(HttpMethod.Post, "tasks", body, stop) : await _gateway.SendAsync(HttpMethod.Post, "tasks", body, stop);
        if (reply.IsDone) log.Note(sent with { Answer = Answer.Acknowledged, AnsweredAt = time.GetUtcNow() });
        // A key that was taken now may be free when an earlier try arrives after all.
        else if (!reply.IsUnknown && reply.Status != 409) log.Note(sent with { Answer = Answer.Refused, AnsweredAt = time.GetUtcNow() });
        return reply.IsDone;
    }

    // Not asked again when the answer is lost: it may come to be later, and then counts as ordered.
    private async Task OrderAsync(TaskId id, CommandKind kind, string verb, CancellationToken stop)
    {
        var sent = time.GetUtcNow();
        var answer = Answer.Unknown;
        try
        {
            var reply = await _gateway.SendAsync(HttpMethod.Post, $"tasks/{id}/{verb}", null, stop);
            answer = reply.IsDone ? Answer.Acknowledged : reply.IsUnknown ? Answer.Unknown : Answer.Refused;
        }
        finally
        {
            log.Note(new TaskOrder(id, kind, answer, sent, time.GetUtcNow()));
        }
    }

    private object Make(TaskId id, Random random, List<string> known)
    {
        var retry = new { maxRetries = 1000, delay = "200ms", backoffRate = 1.5, maxDelay = "2s" };
        var kind = random.Next(29);
        // The older state of a replica may lack what a task waits for.
        if (options.Replica && kind is (>= 18 and <= 22) or >= 25) kind = 24;
        if (kind >= 26 && known.Count == 0) kind = 24;
        return kind switch
        {
            < 8 => new { id = id.Value, executor = "http", payload = Call(random.Next(50)), retry, timeout = "20s" },
            < 12 => new { id = id.Value, executor = "http", payload = Call(random.Next(50)), retry, timeout = "20s", delay = $"{random.Next(10_000)}ms" },
            < 14 => new { id = id.Value, executor = "http", payload = Call(10, failures: random.Next(1, 3)), retry, timeout = "20s", priority = "high" },
            < 16 => new { id = id.Value, executor = "http", payload = Call(random.Next(400)), retry, timeout = "20s", delivery = "atMostOnce" },
            16 => new { id = id.Value, executor = "http", payload = Call(random.Next(2_000, 8_000)), retry, timeout = "20s" },
            17 => new { id = id.Value, executor = "noop", retry, ttl = "5m" },
            18 or 19 => new { id = id.Value, executor = "http", payload = Call(random.Next(50)), retry, timeout = "20s", concurrencyKey = "one", maxConcurrency = 1 },
            20 => new { id = id.Value, executor = "http", payload = Call(random.Next(400)), retry, timeout = "20s", concurrencyKey = "few", maxConcurrency = 3 },
            21 => new { id = id.Value, executor = "noop", retry, concurrencyKey = "slow", ratePerSecond = 5 },
            22 => new { id = id.Value, executor = "http", payload = Call(random.Next(400)), retry, timeout = "20s", queue = Narrow },
            25 => new { id = id.Value, executor = "http", payload = Call(random.Next(400)), retry, timeout = "20s", uniqueKey = $"u{random.Next(6)}" },
            26 or 27 => new { id = id.Value, executor = "http", payload = Call(random.Next(50)), retry, timeout = "20s", dependsOn = Last(known, 1), onDependencyFailure = Policy(random) },
            28 => new { id = id.Value, executor = "noop", retry, dependsOn = Last(known, random.Next(2, 6)), onDependencyFailure = Policy(random) },
            _ => new { id = id.Value, executor = "shell", payload = new { command = rig.EffectFile.Work(TimeSpan.FromMilliseconds(random.Next(500))) }, retry, timeout = "20s" },
        };
    }

    // Only tasks that are known to be there: to wait for another one is refused as long as it is not. The last ones wait themselves at times, which makes chains.
    private static List<string> Last(List<string> known, int count) => known[^Math.Min(count, known.Count)..];

    private static string Policy(Random random) => random.Next(3) switch { 0 => "fail", 1 => "cancel", _ => "run" };

    private object Call(int milliseconds, int failures = 0) => new { url = rig.Effects.Work(TimeSpan.FromMilliseconds(milliseconds), failures), method = "POST" };
}
