using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.UnitTests.Checking;

/// <summary>A run made by hand in which nothing is wrong: two nodes, the first of which dies; tasks that end in every way; a schedule that changes.</summary>
internal sealed class GoodHistory
{
    public static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Guid Dead = new(1, 0, 0, new byte[8]);
    private static readonly Guid Alive = new(2, 0, 0, new byte[8]);
    private readonly HandMadeLog _log = new();
    private readonly List<Submission> _submissions = [new(new("never-arrived"), Answer.Unknown, T0, null), new(new("too-large"), Answer.Refused, T0, T0)];
    private readonly List<TaskOrder> _orders = [];
    private readonly List<Effect> _effects = [];
    private readonly List<InboxConsumption> _consumptions = [];
    private int _attempts;

    private GoodHistory()
    {
        foreach (var shard in new[] { -1, 0, 1 }) _log.TakeOver(shard, "a", Dead, T0);
        PlainOnes();
        Retried();
        Inconvenient();
        Schedules();
    }

    public static RunHistory Make()
    {
        var made = new GoodHistory();
        var (schedule, versions, occurrences) = ScheduleFacts();
        return new()
        {
            Submissions = made._submissions,
            Orders = made._orders,
            Effects = made._effects,
            Versions = versions,
            Schedules = [schedule],
            Occurrences = occurrences,
            Watermarks = [new(schedule.Schedule.Id, At(5), T0), new(schedule.Schedule.Id, At(95), At(90))],
            Backfills = [new(schedule.Schedule.Id, At(20), At(21), Answer.Acknowledged)],
            Triggered = [new(new("every@2026-03-01T12:00:33Z~0"), schedule.Schedule.Id)],
            Tasks = made._log.Tasks,
            Counts = made._log.Counts,
            Log = made._log.Rows,
            Terms = made._log.Terms,
            Shards = made._log.Shards,
            Consumptions = made._consumptions,
            Nodes = [new("a", Dead, 4), new("b", Alive, NodeRow.Up)],
            Deaths = [new(Dead, At(30))],
            IdleTransactions = [new(At(40), 77, TimeSpan.FromMilliseconds(3), "fence")],
            Faults = [new("kill", "a", At(20), At(20))],
            EffectExecutors = new HashSet<string> { "shell" },
            HealedAt = At(31),
            EndedAt = At(200),
        };
    }

    private static DateTimeOffset At(double seconds) => T0.AddSeconds(seconds);

    private void PlainOnes()
    {
        // They run side by side.
        var (one, other) = (Submit("one", 0, 1, "noop"), Submit("other", 1, 1, "noop"));
        (one, other) = (Start(0, one, 2), Start(1, other, 2.5));
        End(0, one, 4, new AttemptOutcome.Succeeded(null));
        End(1, other, 5, new AttemptOutcome.Succeeded(null));
        _submissions[^1] = _submissions[^1] with { IdempotencyKey = "other-key" };
        Submit("kept", 0, 1, "noop");
        var kept = _log.Tasks.Single(row => row.Task.Id.Value == "kept").Task;
        End(0, Start(0, kept, 6), 7, new AttemptOutcome.Succeeded(null));
        _log.Commit(1);
    }

    private void Retried()
    {
        var task = Run(0, Submit("retried", 0, 8, "shell"), 9);
        task = End(0, task, 10, new AttemptOutcome.Failed("exit 1", null));
        var again = Run(1, Submit("again", 1, 8, "shell", template => template with { Retry = RetryPolicy.None }), 9);
        again = End(1, again, 11, new AttemptOutcome.Failed("exit 1", null));
        _log.TakeOver(0, "b", Alive, At(30));
        _log.TakeOver(1, "b", Alive, At(30));
        _log.TakeOver(-1, "b", Alive, At(30));
        task = Run(0, task, 31);
        End(0, task, 33, new AttemptOutcome.Succeeded(null));
        _log.Commit(0, AttemptRules.Finish(Row("retried"), new(new Guid(7, 7, 7, new byte[8])), new AttemptOutcome.Succeeded(null), At(34), 0));
        _orders.Add(new(again.Id, CommandKind.Redrive, Answer.Unknown, At(39), null));
        again = Commit(1, TaskRules.Redrive(again, At(40))!);
        End(1, Run(1, again, 41), 42, new AttemptOutcome.Succeeded(null));
    }

    private void Inconvenient()
    {
        var once = Submit("once", 0, 43, "shell", template => template with { Delivery = DeliveryGuarantee.AtMostOnce });
        once = End(0, Start(0, once, 44), 45, new AttemptOutcome.NotRun("draining"));
        End(0, Run(0, once, 46), 47, new AttemptOutcome.Succeeded(null));
        var failed = Submit("failed", 1, 43, "shell", template => template with { Retry = RetryPolicy.None });
        End(1, Run(1, failed, 44), 46, new AttemptOutcome.Failed("exit 2", null));
        var cancelled = Submit("cancelled", 0, 48, "noop");
        _orders.Add(new(cancelled.Id, CommandKind.Cancel, Answer.Acknowledged, At(49), At(50)));
        Commit(0, TaskRules.Cancel(cancelled, null, At(49.5), TimeSpan.FromSeconds(30))!);
        var changed = TaskRules.Create(new(new("changed"), Template("noop"), At(60), At(51)));
        _submissions.Add(new(changed.After.Id, Answer.Acknowledged, At(51), At(51)));
        _consumptions.Add(new(1, _log.Commit(1, changed), 17, changed.After.Id));
        var sooner = Commit(1, TaskRules.Change(changed.After, new(null, At(55), null), At(52))!);
        End(1, Start(1, sooner, 56), 57, new AttemptOutcome.Succeeded(null));
    }

    private void Schedules()
    {
        foreach (var (id, seconds, wait) in new[] { ("every@2026-03-01T12:00:10Z", 10, 31), ("every@2026-03-01T12:00:33Z~0", 33, 31), ("every@2026-03-01T12:01:30Z", 90, 31), ("every@2026-03-01T12:00:20Z", 150, 1) })
        {
            var step = TaskRules.Create(new(new(id), Template("noop"), At(seconds), At(seconds)) { ScheduleId = "every" });
            _log.Commit(0, step);
            End(0, Start(0, step.After, seconds + wait), seconds + wait + 1, new AttemptOutcome.Succeeded(null));
        }
    }

    // Due every 10 s: created, missed and made up for by a later one, skipped while paused, and created again.
    private static (ScheduleEnd, ScheduleVersion[], OccurrenceFact[]) ScheduleFacts()
    {
        var id = new ScheduleId("every");
        var first = new Schedule { Id = id, Trigger = new Trigger.Every(TimeSpan.FromSeconds(10)), Task = Template("noop"), CreatedAt = T0, Misfire = MisfirePolicy.Skip };
        var paused = ScheduleRules.Pause(first, "night", null, At(45))!;
        var last = ScheduleRules.Resume(paused)!;
        OccurrenceRow[] rows =
        [
            new("every", At(10), At(10), 1, 1, "created", null, new TaskId("every@2026-03-01T12:00:10Z"), At(10)),
            new("every", At(20), At(20), 1, 1, "skipped", "misfire", null, At(38)),
            new("every", At(30), At(30), 1, 1, "skipped", "misfire", null, At(38)),
            new("every", At(40), At(40), 1, 1, "skipped", "overlap", null, At(40)),
            new("every", At(50), At(80), 4, 2, "skipped", "paused", null, At(85)),
            new("every", At(90), At(90), 1, 3, "created", null, new TaskId("every@2026-03-01T12:01:30Z"), At(90)),
        ];
        var filled = new OccurrenceRow("every", At(20), At(20), 1, 3, "created", null, new TaskId("every@2026-03-01T12:00:20Z"), At(150)) { Kind = OccurrenceKind.Backfill };
        var triggered = new OccurrenceRow("every", At(33), At(33), 1, 1, "created", null, new TaskId("every@2026-03-01T12:00:33Z~0"), At(33)) { Kind = OccurrenceKind.Trigger };
        ScheduleVersion[] versions = [new(first, T0, T0), new(paused, At(44), At(46)), new(last, At(84), At(86))];
        return (new(last, new(id, At(90), 2, rows[^1].Task)), versions, [.. rows.Append(filled).Append(triggered).Select(row => new OccurrenceFact(id, row))]);
    }

    private static TaskTemplate Template(string executor) => new() { Executor = executor, Retry = RetryPolicy.Default with { MaxRetries = 3 } };

    private TaskSnapshot Submit(string id, int shard, double at, string executor, Func<TaskTemplate, TaskTemplate>? change = null)
    {
        var template = change is null ? Template(executor) : change(Template(executor));
        _submissions.Add(new(new(id), Answer.Acknowledged, At(at), At(at + 0.1)));
        return Commit(shard, TaskRules.Create(new(new(id), template, At(at), At(at))));
    }

    private TaskSnapshot Start(int shard, TaskSnapshot task, double at) =>
        Commit(shard, TaskRules.Start(task, new(new Guid(++_attempts, 1, 1, new byte[8])), new("w"), 1, At(at))!);

    // Starts an attempt whose work writes its lines.
    private TaskSnapshot Run(int shard, TaskSnapshot task, double at)
    {
        var started = Start(shard, task, at);
        _effects.Add(new(task.Id, started.Open!.Id, Ends: false, At(at + 0.01)));
        _effects.Add(new(task.Id, started.Open.Id, Ends: true, At(at + 0.5)));
        return started;
    }

    private TaskSnapshot End(int shard, TaskSnapshot task, double at, AttemptOutcome outcome) =>
        Commit(shard, AttemptRules.Finish(task, task.Open!.Id, outcome, At(at), 0));

    private TaskSnapshot Commit(int shard, TaskStep step)
    {
        _log.Commit(shard, step);
        return step.After;
    }

    private TaskSnapshot Row(string id) => _log.Tasks.Single(row => row.Task.Id.Value == id).Task;
}
