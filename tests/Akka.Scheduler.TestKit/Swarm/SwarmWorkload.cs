using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>The clients of a swarm run: they submit, change and cancel tasks and schedules through any node, and note what they were told.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="seed">Decides what each step and each attempt does, each for itself: one that goes otherwise leaves the others alone.</param>
/// <param name="limited">The share of tasks that have a limit.</param>
/// <param name="isAboutLimits">Whether all of it is about limits.</param>
public sealed class SwarmWorkload(SwarmCluster cluster, ulong seed, double limited, bool isAboutLimits)
{
    private const int Shards = 4;
    private const int Queues = 3;
    private readonly List<TaskId> _known = [];
    private readonly HashSet<TaskId> _acknowledged = [];
    private readonly List<TaskId> _acknowledgedInOrder = [];
    private SeededRandom _random = new(0);
    private ulong _step;
    private int _number;

    /// <summary>The tasks that a client was told of.</summary>
    public IReadOnlySet<TaskId> Acknowledged => _acknowledged;

    /// <summary>Makes the schedules of the run; tries again until each is acknowledged.</summary>
    public void Schedule()
    {
        var task = new TaskTemplate { Executor = "script", Timeout = TimeSpan.FromSeconds(4) };
        var now = EngineClock.Truncate(cluster.World.Simulation.Time.GetUtcNow());
        Put(new() { Id = new("every"), Trigger = new Trigger.Every(TimeSpan.FromSeconds(4)), Task = task, CreatedAt = now, Misfire = MisfirePolicy.FireAll, Overlap = OverlapPolicy.Allow });
        Put(new() { Id = new("queue"), Trigger = new Trigger.Every(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)), Task = task, CreatedAt = now, Misfire = MisfirePolicy.FireAll, Overlap = OverlapPolicy.Queue });
        Put(new() { Id = new("newest"), Trigger = new Trigger.Every(TimeSpan.FromSeconds(4)), Task = task, CreatedAt = now, MaxRuns = 12, Overlap = OverlapPolicy.CancelPrevious });
        Put(new() { Id = new("cron"), Trigger = Trigger.Cron.Parse("*/7 * * * * *", TimeZoneInfo.Utc, new("cron")), Task = task, CreatedAt = now });
    }

    // What is set for queues at the beginning; tasks are submitted once every shard knows of it.
    private static readonly Dictionary<string, int> QueueLimits = new() { ["q1"] = 2, ["q2"] = 4 };

    /// <summary>Limits queues, in a run that has limits.</summary>
    public void Limit()
    {
        if (limited == 0) return;
        foreach (var (queue, most) in QueueLimits) cluster.Up[0].Await(host => host.Queues.ChangeAsync(queue, new QueueChange.Limit(most, null), CancellationToken.None));
        cluster.World.Simulation.Advance(TimeSpan.FromSeconds(3));
    }

    /// <summary>Pauses the schedules for good.</summary>
    public void EndSchedules()
    {
        foreach (var id in new[] { "every", "cron", "queue", "newest" }) Insist(new ScheduleCommand.Pause(new(id), "the end", null));
    }

    /// <summary>Lets all queues go on. A pause that nobody had an answer to may still come, so it is to be said until the end.</summary>
    public void EndPauses()
    {
        if (cluster.Up is not [var node, ..]) return;
        foreach (var queue in cluster.World.Store.State.Queues.Values.Where(queue => queue.Paused).ToList())
            node.Await(host => host.Queues.ChangeAsync(queue.Name, new QueueChange.Resume(), CancellationToken.None));
    }

    /// <summary>Does one thing, or nothing.</summary>
    public void Act()
    {
        _random = new(Seed.Combine(seed, ++_step));
        var up = cluster.Up;
        var (what, who) = (_random.Next(16), _random.Next(Math.Max(1, up.Count)));
        if (up.Count == 0) return;
        switch (what)
        {
            case < 9: Submit(up[who]); break;
            case < 12: Command(up[who]); break;
            case 12: InsertIntoInbox(up[who]); break;
            case 13: ChangeSchedule(up[who]); break;
            case 14: ChangeQueue(up[who]); break;
            case 15 when isAboutLimits: ChangeQueue(up[who]); break;
            default: break;
        }
    }

    /// <summary>What an attempt does.</summary>
    public ScriptedAttempt Behave(AttemptContext attempt)
    {
        var random = new SeededRandom(Seed.Combine(seed, Seed.Of($"{attempt.Task} {attempt.Number}")));
        var lasts = TimeSpan.FromMilliseconds(random.Next(4) == 0 ? 0 : random.Next(isAboutLimits ? 2_500 : 6_000));
        return random.Next(4) == 0
            ? new(lasts, new AttemptOutcome.Failed("boom", null) { Retryable = random.Next(4) > 0 })
            : ScriptedAttempt.Succeeds(lasts) with { Obeys = random.Next(8) > 0 };
    }

    private void Put(Schedule schedule) => Insist(new ScheduleCommand.Put(schedule, null));

    private void Insist(ScheduleCommand command)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            if (cluster.Up is [var node, ..] && node.Await(host => host.Schedules.ApplyAsync(command, CancellationToken.None)) is not ScheduleReply.Unavailable) return;
            cluster.World.Simulation.Advance(TimeSpan.FromSeconds(1));
            cluster.Tend();
        }

        throw new InvalidOperationException("no schedule can be changed");
    }

    private void Submit(SimulatedNode node)
    {
        NewTask[] tasks = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Make())];
        if (_random.Next(3) == 0) Chain(tasks);
        _known.AddRange(tasks.Select(task => task.Spec.Id));
        // What is noted is noted on the simulation's thread, as a part of the call.
        _ = node.Ask(async host => Note(tasks, await host.Tasks.SubmitAsync(tasks, CancellationToken.None)));
    }

    private bool Note(NewTask[] tasks, IReadOnlyList<SubmitResult> results)
    {
        for (var i = 0; i < tasks.Length; i++)
        {
            // The answer may be another task, which has the unique key.
            if (results[i] is SubmitResult.Accepted { Task.Id: var id } && _acknowledged.Add(id)) _acknowledgedInOrder.Add(id);
        }

        return true;
    }

    // An id that exists is asked for again now and then.
    private NewTask Make()
    {
        var spec = Spec(_known.Count > 0 && _random.Next(8) == 0 ? Any() : new TaskId($"t-{_number++}"));
        return new(spec, IdChosenByCaller: true) { OnConflict = (KeyConflict)(Seed.Of(spec.Id.Value) % 3) };
    }

    private TaskSpec Spec(TaskId id)
    {
        var now = cluster.World.Simulation.Time.GetUtcNow();
        var (key, kept) = Unique(id);
        return new(
            id,
            new TaskTemplate
            {
                Executor = "script",
                Queue = QueueName(),
                FairnessKey = _random.Next(2) == 0 ? null : $"k{_random.Next(3)}",
                Priority = (TaskPriority)_random.Next(4),
                Ttl = _random.Next(4) == 0 ? TimeSpan.FromSeconds(_random.Next(1, 30)) : null,
                Timeout = TimeSpan.FromSeconds(_random.Next(1, 8)),
                Retry = new(_random.Next(4), Waits(), TimeSpan.FromSeconds(10), 0.5),
                Delivery = (DeliveryGuarantee)(_random.Next(3) / 2),
                OnLost = (LossPolicy)(_random.Next(4) / 3),
                TotalTimeout = _random.Next(4) == 0 ? TimeSpan.FromSeconds(_random.Next(1, 30)) : null,
                UniqueKey = key,
                UniqueFor = key is null ? TimeSpan.Zero : kept,
                Limit = LimitOf(id),
                Split = SplitOf(id),
            },
            EngineClock.Truncate(now.AddMilliseconds(_random.Next(3) == 0 ? 0 : _random.Next(isAboutLimits ? 8_000 : 40_000))),
            EngineClock.Truncate(now));
    }

    // Drawn by the id, which is asked for again with the same key.
    private (string? Key, TimeSpan Kept) Unique(TaskId id)
    {
        var random = new SeededRandom(Seed.Combine(seed, Seed.Of(id.Value)));
        return random.Next(6) > 0 ? (null, TimeSpan.Zero) : ($"k-{random.Next(4)}", TimeSpan.FromSeconds(random.Next(3) / 2 * random.Next(1, 6)));
    }

    // Each waits for some of those before it in the request, and of those that a client was told of: of either kind none, some or all.
    private void Chain(NewTask[] tasks)
    {
        for (var i = 0; i < tasks.Length; i++)
        {
            // An id that is asked for again with other dependencies could close a ring with the task that it was meant to be.
            if (_known.Contains(tasks[i].Spec.Id)) continue;
            var before = tasks.Take(i).Select(task => task.Spec.Id).Concat(_acknowledgedInOrder.Skip(_acknowledgedInOrder.Count - 20));
            Dependency[] on = [.. before.Where(id => id != tasks[i].Spec.Id).Distinct().Where(_ => _random.Next(4) == 0)
                .Select(id => new Dependency(id, _random.Next(3) > 0 ? DependencyCondition.ByPolicy : (DependencyCondition)_random.Next(4)))];
            if (on.Length > 0) tasks[i] = tasks[i] with { Spec = tasks[i].Spec with { Dependencies = new(on, (DependencyPolicy)_random.Next(3)) } };
        }
    }

    private Backoff Waits()
    {
        var second = TimeSpan.FromSeconds(1);
        return _random.Next(6) switch
        {
            0 => new Backoff.Fixed(second),
            1 => new Backoff.Linear(second),
            2 => new Backoff.Listed([TimeSpan.Zero, second, 4 * second]),
            _ => new Backoff.Exponential(second, 2),
        };
    }

    // Drawn for each id by itself, so that the other draws are the same whether there are limits or not.
    private KeyLimit? LimitOf(TaskId id)
    {
        var random = new SeededRandom(Seed.Combine(seed, Seed.Of($"limit of {id}")));
        if (random.NextDouble() >= limited) return null;
        if (isAboutLimits) return new($"key-{random.Next(2)}", random.Next(8) == 0 ? null : random.Next(1, 4), random.Next(8) == 0 ? 3 : null);
        return random.Next(6) switch
        {
            < 2 => new("one", 1, null),
            2 => new("few", 2, null),
            3 => new("few", 3, null),
            4 => new("slow", null, 2),
            _ => new("both", 2, 1),
        };
    }

    // Drawn by the id too: mostly none.
    private TaskSplit? SplitOf(TaskId id)
    {
        var random = new SeededRandom(Seed.Combine(seed, Seed.Of($"split of {id}")));
        var (what, policy, parts) = (random.Next(10), (DependencyPolicy)random.Next(3), random.Next(1, 7));
        var reduce = random.Next(2) == 0 ? null : new TaskTemplate { Executor = "script", Timeout = TimeSpan.FromSeconds(4) };
        return what switch
        {
            0 or 1 => new TaskSplit.FanOut(parts) { OnPartFailure = policy, Reduce = reduce },
            2 => new TaskSplit.Broadcast(TaskTemplate.NoLabels) { OnPartFailure = policy, Reduce = reduce },
            _ => null,
        };
    }

    private string QueueName() => $"q{_random.Next(Queues)}";

    private TaskId Any() => _known[_random.Next(_known.Count)];

    private void Command(SimulatedNode node)
    {
        if (_known.Count == 0) return;
        var now = cluster.World.Simulation.Time.GetUtcNow();
        TaskCommand command = _random.Next(3) switch
        {
            0 => new TaskCommand.Cancel("random"),
            1 => new TaskCommand.Redrive(),
            _ => new TaskCommand.Change(new((TaskPriority)_random.Next(4), _random.Next(2) == 0 ? EngineClock.Truncate(now.AddSeconds(_random.Next(30))) : null, null)),
        };
        var id = Any();
        _ = node.Ask(host => host.Tasks.ApplyAsync(id, command, CancellationToken.None));
    }

    private void InsertIntoInbox(SimulatedNode node)
    {
        var spec = Spec(new($"t-{_number++}"));
        _known.Add(spec.Id);
        var ports = cluster.World.Store.Connect("outsider");
        _ = node.Ask(async _ =>
        {
            try
            {
                await ports.Inbox.InsertAsync([new(ShardHash.Of(spec.Id.Value, Shards), spec)], CancellationToken.None);
                return _acknowledged.Add(spec.Id);
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
    }

    private void ChangeQueue(SimulatedNode node)
    {
        var queue = QueueName();
        QueueChange change = isAboutLimits && _random.Next(4) > 0 ? new QueueChange.Limit(_random.Next(4), null)
            : _random.Next(2) == 0 ? new QueueChange.Pause(null, "random") : new QueueChange.Resume();
        _ = node.Ask(async host =>
        {
            try
            {
                return await host.Queues.ChangeAsync(queue, change, CancellationToken.None) is not null;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
    }

    private void ChangeSchedule(SimulatedNode node)
    {
        var start = EngineClock.Truncate(cluster.World.Simulation.Time.GetUtcNow()).AddSeconds(-60);
        ScheduleCommand command = _random.Next(4) switch
        {
            3 => new ScheduleCommand.Backfill(new(_random.Next(2) == 0 ? "every" : "queue"), start.AddSeconds(_random.Next(20)), start.AddSeconds(20 + _random.Next(20))),
            0 => new ScheduleCommand.Pause(new("cron"), "random", null),
            1 => new ScheduleCommand.Resume(new("cron")),
            _ => new ScheduleCommand.Trigger(new("every")),
        };
        _ = node.Ask(host => host.Schedules.ApplyAsync(command, CancellationToken.None));
    }
}
