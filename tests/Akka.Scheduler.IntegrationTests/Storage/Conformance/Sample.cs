using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>A decided change of a task: what becomes of its row, and what its history says.</summary>
public sealed record Move(ChangeKind Kind, TaskStep Step, params IReadOnlyList<HistoryEntry> Before)
{
    public TaskSnapshot After => Step.After;
}

/// <summary>Tasks to store, and moves of theirs as the domain decides them.</summary>
public static class Sample
{
    /// <summary>A whole number of microseconds that is not one of milliseconds.</summary>
    public static DateTimeOffset Now { get; } = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(123_457);

    public static TaskSpec Spec(string id, DateTimeOffset? due = null, DateTimeOffset? created = null) =>
        new(new(id), new TaskTemplate { Executor = "noop" }, due ?? Now, created ?? Now);

    public static TaskSpec With(this TaskSpec spec, Func<TaskTemplate, TaskTemplate> change) => spec with { Template = change(spec.Template) };

    /// <summary>A specification in which no member has its default.</summary>
    public static TaskSpec Full(string id) => new(
        new(id),
        new TaskTemplate
        {
            Name = "Nightly report",
            Requires = new Dictionary<string, string> { ["zone"] = "a", ["диск"] = "\"ssd\"" },
            Labels = new Dictionary<string, string> { ["team"] = "billing", ["a b"] = "ü\"'\\", ["ключ \"q\""] = "😀" },
            Executor = "http",
            Payload = """{"url":"http://example.test/","body":"{\"x\":1}"}""",
            Queue = "reports",
            Priority = TaskPriority.High,
            Ttl = TimeSpan.FromHours(2),
            Timeout = TimeSpan.FromSeconds(77),
            Retry = new(5, new Backoff.Listed([TimeSpan.FromSeconds(3), TimeSpan.FromTicks(17)]), TimeSpan.FromMinutes(9), 0.25) { Errors = new(["9", "Überlauf"], ["lost"]) },
            Delivery = DeliveryGuarantee.AtMostOnce,
            FairnessKey = "tenant-7 ü",
            OnLost = LossPolicy.Fail,
            TotalTimeout = TimeSpan.FromHours(3),
            UniqueKey = "отчёт 7 😀",
            UniqueFor = TimeSpan.FromTicks(12_345_678_901),
        },
        Now.AddMinutes(3),
        Now.AddMinutes(-1))
    {
        Part = new(new("whole"), 2, 5) { Edge = 7, Bound = new("worker-ü") },
        Parts = 3,
        ScheduleId = "nightly",
        ScheduledTime = Now.AddMinutes(2),
        Deadline = Now.AddDays(30),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    /// <summary>The lane of a new task of this specification.</summary>
    public static LaneKey Lane(TaskSpec spec) => LaneKey.Of(TaskRules.Create(spec).After);

    /// <summary>The lane of tasks that say nothing else.</summary>
    public static LaneKey Lane(TaskPriority priority = TaskPriority.Normal) => Lane(Spec("any").With(template => template with { Priority = priority }));

    public static AttemptId Attempt(int number) => new(new Guid(number, 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    public static Move Create(TaskSpec spec) => new(ChangeKind.Insert, TaskRules.Create(spec));

    public static Move Start(TaskSnapshot task, int attempt = 1) =>
        new(ChangeKind.UpdateState, TaskRules.Start(task, Attempt(attempt), new("worker-1"), 7_000_000_000 + attempt, task.NextStartAt)!);

    public static Move Succeed(TaskSnapshot task, TaskResult? result = null) =>
        new(ChangeKind.Archive, AttemptRules.Finish(task, task.Open!.Id, new AttemptOutcome.Succeeded(result), Now.AddSeconds(5), 0));

    /// <summary>A failure: retried while the policy allows it.</summary>
    public static Move Fail(TaskSnapshot task, string error = "boom")
    {
        var step = AttemptRules.Finish(task, task.Open!.Id, new AttemptOutcome.Failed(error, new(3, "one line", "data")), Now.AddSeconds(5), 0);
        return new(step.After.State.IsTerminal() ? ChangeKind.Archive : ChangeKind.UpdateState, step);
    }

    public static Move Cancel(TaskSnapshot task)
    {
        var step = TaskRules.Cancel(task, "not needed", Now.AddSeconds(1), TimeSpan.FromSeconds(30))!;
        return new(step.After.State.IsTerminal() ? ChangeKind.Archive : ChangeKind.UpdateState, step);
    }

    public static Move Change(TaskSnapshot task, TaskPatch patch) => new(ChangeKind.UpdateAll, TaskRules.Change(task, patch, Now.AddSeconds(2))!);

    public static Move Redrive(TaskSnapshot task) => new(ChangeKind.Restore, TaskRules.Redrive(task, Now.AddSeconds(9))!);

    /// <summary>A task that is cancelled in the commit that makes it.</summary>
    public static Move CreateDuplicate(TaskSpec spec, TaskId holder)
    {
        var (created, ended) = UniqueRules.Duplicate(spec, holder, Now);
        return new(ChangeKind.InsertArchived, ended, created.Entry);
    }

    public static Move CreateFinished(TaskSpec spec, DateTimeOffset? at = null)
    {
        var created = TaskRules.Create(spec);
        return new(ChangeKind.InsertArchived, TaskRules.Cancel(created.After, null, at ?? Now, TimeSpan.FromSeconds(30))!, created.Entry);
    }
}
