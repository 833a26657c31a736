using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.TestKit.Simulation;

namespace Akka.Scheduler.ClusterTests.Simulation;

/// <summary>One seeded run: random work under random faults for some minutes, then all is healed, and the history is judged.</summary>
internal sealed class RandomRun
{
    private static readonly StoreFaultRates Healthy = new() { LatencyFrom = TimeSpan.FromMilliseconds(1), LatencyTo = TimeSpan.FromMilliseconds(10) };
    private readonly SimulatedNode _node;
    private readonly SeededRandom _random;
    private readonly List<TaskId> _known = [];
    private readonly HashSet<TaskId> _acknowledged = [];
    private readonly List<Task> _answers = [];
    private int _number;

    public RandomRun(ulong seed)
    {
        _random = new(seed ^ 0x5EED);
        _node = new(seed);
        _node.Options = _node.Options with
        {
            Shards = new ShardSettings { Horizon = TimeSpan.FromSeconds(20), PageSize = 4, MaxLivePerPriority = 6 },
            Worker = new WorkerSettings { Capacity = 3 },
        };
        _node.Executor.Script = Behave;
    }

    public ulong TraceHash => _node.Simulation.TraceHash;

    /// <summary>What broke; empty when nothing did.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public void Go()
    {
        _node.StartServing();
        Schedule();
        _node.Store.Rates = Healthy with { LostRequest = 0.02, LostAck = 0.03, LateApply = 0.02, Refused = 0.02, Slow = 0.02 };
        for (var step = 0; step < 120; step++)
        {
            Act();
            _node.Simulation.Advance(TimeSpan.FromMilliseconds(_random.Next(2_000)));
            _node.RestartIfBroken();
        }

        Heal();
        List<string> problems = [.. _node.Observer.Failures, .. HistoryChecker.Unfinished(_node.Store.State)];
        problems.AddRange(HistoryChecker.Problems(_node.Store.State, _node.Executor.Runs, _acknowledged));
        if (_node.Executor.MostAtOnce > 6) problems.Add($"{_node.Executor.MostAtOnce} attempts ran at once");
        Problems = problems;
    }

    private void Act()
    {
        switch (_random.Next(20))
        {
            case < 9: Submit(); break;
            case < 12: Command(); break;
            case 12: InsertIntoInbox(); break;
            case 13: Capacity(); break;
            case 14: ChangeSchedule(); break;
            case 15: Steal(); break;
            case 16: Blackout(); break;
            case 17 when _random.Next(3) == 0: Restart(); break;
        }
    }

    private void Submit()
    {
        NewTask[] tasks = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Make())];
        _known.AddRange(tasks.Select(task => task.Spec.Id));
        _answers.Add(Note(tasks, _node.Ask(host => host.Tasks.SubmitAsync(tasks, CancellationToken.None))));
    }

    private async Task Note(NewTask[] tasks, Task<IReadOnlyList<SubmitResult>> answer)
    {
        var results = await answer;
        for (var i = 0; i < tasks.Length; i++)
        {
            if (results[i] is SubmitResult.Accepted) _acknowledged.Add(tasks[i].Spec.Id);
        }
    }

    private NewTask Make()
    {
        // An id that exists is asked for again now and then.
        var id = _known.Count > 0 && _random.Next(8) == 0 ? Any() : new TaskId($"t-{_number++}");
        return new(Spec(id), IdChosenByCaller: true);
    }

    private TaskSpec Spec(TaskId id) => new(
        id,
        new TaskTemplate
        {
            Executor = "script",
            Priority = (TaskPriority)_random.Next(4),
            Ttl = _random.Next(4) == 0 ? TimeSpan.FromSeconds(_random.Next(1, 30)) : null,
            Timeout = TimeSpan.FromSeconds(_random.Next(1, 8)),
            Retry = new(_random.Next(4), TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(10), 0.5),
            Delivery = (DeliveryGuarantee)(_random.Next(3) / 2),
        },
        EngineClock.Truncate(_node.Now.AddMilliseconds(_random.Next(3) == 0 ? 0 : _random.Next(40_000))),
        EngineClock.Truncate(_node.Now));

    private TaskId Any() => _known[_random.Next(_known.Count)];

    private void Command()
    {
        if (_known.Count == 0) return;
        TaskCommand command = _random.Next(3) switch
        {
            0 => new TaskCommand.Cancel("random"),
            1 => new TaskCommand.Redrive(),
            _ => new TaskCommand.Change(new(
                (TaskPriority)_random.Next(4), _random.Next(2) == 0 ? EngineClock.Truncate(_node.Now.AddSeconds(_random.Next(30))) : null, null)),
        };
        var id = Any();
        _answers.Add(_node.Ask(host => host.Tasks.ApplyAsync(id, command, CancellationToken.None)));
    }

    private void InsertIntoInbox()
    {
        var spec = Spec(new($"t-{_number++}"));
        _known.Add(spec.Id);
        var ports = _node.Store.Connect("outsider");
        _answers.Add(_node.Ask(async _ =>
        {
            try
            {
                await ports.Inbox.InsertAsync([new(Cluster.Sharding.ShardHash.Of(spec.Id.Value, 4), spec)], CancellationToken.None);
                return _acknowledged.Add(spec.Id);
            }
            catch (Engine.Storage.StoreUnavailableException)
            {
                return false;
            }
        }));
    }

    private void Capacity() => _node.Host.Worker.Tell(new WorkerMessage.SetCapacity(_random.Next(1, 7)));

    private void Schedule()
    {
        var task = new TaskTemplate { Executor = "script", Timeout = TimeSpan.FromSeconds(4) };
        Schedule[] schedules =
        [
            new() { Id = new("every"), Trigger = new Trigger.Every(TimeSpan.FromSeconds(4)), Task = task, CreatedAt = _node.Now, Misfire = MisfirePolicy.FireAll, Overlap = OverlapPolicy.Allow },
            new() { Id = new("cron"), Trigger = Trigger.Cron.Parse("*/7 * * * * *", TimeZoneInfo.Utc, new("cron")), Task = task, CreatedAt = _node.Now },
        ];
        foreach (var schedule in schedules) _node.Await(host => host.Schedules.ApplyAsync(new ScheduleCommand.Put(schedule, null), CancellationToken.None));
    }

    private void ChangeSchedule()
    {
        ScheduleCommand command = _random.Next(3) switch
        {
            0 => new ScheduleCommand.Pause(new("cron"), "random", null),
            1 => new ScheduleCommand.Resume(new("cron")),
            _ => new ScheduleCommand.Trigger(new("every")),
        };
        _answers.Add(_node.Ask(host => host.Schedules.ApplyAsync(command, CancellationToken.None)));
    }

    private void Steal() => _node.Store.ForceSteal(_random.Next(-1, 4), _node.Host.Node);

    private void Blackout()
    {
        _node.Store.Outage = true;
        _node.Simulation.Advance(TimeSpan.FromSeconds(_random.Next(1, 12)));
        _node.Store.Outage = false;
    }

    private void Restart()
    {
        if (_random.Next(3) == 0) _node.Stop(TimeSpan.FromSeconds(_random.Next(4)));
        else _node.Kill();
        _node.Simulation.Advance(TimeSpan.FromSeconds(_random.Next(15)));
        _node.Start();
    }

    private ScriptedAttempt Behave(Engine.Executors.AttemptContext attempt)
    {
        var lasts = TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? 0 : _random.Next(6_000));
        return _random.Next(4) == 0
            ? new(lasts, new AttemptOutcome.Failed("boom", null) { Retryable = _random.Next(4) > 0 })
            : ScriptedAttempt.Succeeds(lasts) with { Obeys = _random.Next(8) > 0 };
    }

    private void Heal()
    {
        _node.Store.Rates = Healthy;
        _node.Simulation.Advance(TimeSpan.FromSeconds(30));
        _node.RestartIfBroken();
        _node.Host.Worker.Tell(new WorkerMessage.SetCapacity(6));
        _node.Simulation.Advance(TimeSpan.FromSeconds(30));
        foreach (var id in new[] { "every", "cron" })
            _node.Await(host => host.Schedules.ApplyAsync(new ScheduleCommand.Pause(new(id), "the end", null), CancellationToken.None));
        _node.Simulation.Advance(TimeSpan.FromMinutes(6));
    }
}
