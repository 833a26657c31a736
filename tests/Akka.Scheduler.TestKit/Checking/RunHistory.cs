using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking;

/// <summary>Everything that is known of a run: what clients asked and were told, what the work itself wrote down, and the rows at the end.</summary>
/// <remarks>Nothing here is taken from the memory of a node. A kind of fact that a run does not have is empty, and nothing is checked about it.</remarks>
public sealed record RunHistory
{
    private Dictionary<TaskId, IReadOnlyList<LogRow>>? _steps;
    private Dictionary<TaskId, TaskRow>? _tasks;

    public RunHistory() { }

    // A copy has facts of its own, so it reads them anew.
    private RunHistory(RunHistory other)
    {
        (Submissions, Orders, Versions, Triggered, Effects) = (other.Submissions, other.Orders, other.Versions, other.Triggered, other.Effects);
        (Tasks, Inbox, Consumptions, Log, Terms, Shards) = (other.Tasks, other.Inbox, other.Consumptions, other.Log, other.Terms, other.Shards);
        (Backfills, StoreLooks, RolledBack) = (other.Backfills, other.StoreLooks, other.RolledBack);
        (Nodes, Deaths, Schedules, Watermarks, Occurrences) = (other.Nodes, other.Deaths, other.Schedules, other.Watermarks, other.Occurrences);
        (Counts, Limits, IdleTransactions, Faults) = (other.Counts, other.Limits, other.IdleTransactions, other.Faults);
        (EffectExecutors, HealedAt, EndedAt, Tolerances) = (other.EffectExecutors, other.HealedAt, other.EndedAt, other.Tolerances);
    }

    public IReadOnlyList<Submission> Submissions { get; init; } = [];

    public IReadOnlyList<TaskOrder> Orders { get; init; } = [];

    public IReadOnlyList<ScheduleVersion> Versions { get; init; } = [];

    public IReadOnlyList<TriggeredTask> Triggered { get; init; } = [];

    public IReadOnlyList<BackfillOrder> Backfills { get; init; } = [];

    public IReadOnlyList<Effect> Effects { get; init; } = [];

    public IReadOnlyList<TaskRow> Tasks { get; init; } = [];

    public IReadOnlyList<InboxRow> Inbox { get; init; } = [];

    public IReadOnlyList<InboxConsumption> Consumptions { get; init; } = [];

    public IReadOnlyList<LogRow> Log { get; init; } = [];

    public IReadOnlyList<TermRow> Terms { get; init; } = [];

    public IReadOnlyList<ShardRow> Shards { get; init; } = [];

    public IReadOnlyList<NodeRow> Nodes { get; init; } = [];

    public IReadOnlyList<NodeDeath> Deaths { get; init; } = [];

    public IReadOnlyList<ScheduleEnd> Schedules { get; init; } = [];

    public IReadOnlyList<WatermarkSample> Watermarks { get; init; } = [];

    public IReadOnlyList<OccurrenceFact> Occurrences { get; init; } = [];

    public IReadOnlyList<CountRow> Counts { get; init; } = [];

    public IReadOnlyList<QueueLimit> Limits { get; init; } = [];

    public IReadOnlyList<IdleTransaction> IdleTransactions { get; init; } = [];

    /// <summary>How many times somebody looked for such sessions.</summary>
    public int StoreLooks { get; init; }

    /// <summary>What fail-overs took back.</summary>
    public RolledBack RolledBack { get; init; } = RolledBack.Nothing;

    public IReadOnlyList<FaultWindow> Faults { get; init; } = [];

    /// <summary>The executors whose work writes its lines outside of the system.</summary>
    public IReadOnlySet<string> EffectExecutors { get; init; } = new HashSet<string>();

    /// <summary>When the last fault was over; absent: the run is not asked to have come to rest.</summary>
    public DateTimeOffset? HealedAt { get; init; }

    /// <summary>When the rows were read.</summary>
    public DateTimeOffset EndedAt { get; init; } = DateTimeOffset.MaxValue;

    public Tolerances Tolerances { get; init; } = new();

    /// <summary>The rows of each task in the order of the log.</summary>
    public IReadOnlyDictionary<TaskId, IReadOnlyList<LogRow>> StepsByTask => _steps ??= StepsOf(Log);

    /// <summary>The row of each task.</summary>
    public IReadOnlyDictionary<TaskId, TaskRow> TaskById =>
        _tasks ??= Tasks.GroupBy(row => row.Task.Id).ToDictionary(rows => rows.Key, rows => rows.First());

    /// <summary>The steps that changed a task; remarks, such as a refused result, are left out.</summary>
    public IEnumerable<(TaskId Task, IReadOnlyList<LogRow> Steps)> Chains() =>
        StepsByTask.Select(pair => (pair.Key, (IReadOnlyList<LogRow>)[.. pair.Value.Where(row => row.Step!.Type != TransitionType.ResultRefused)]));

    /// <summary>Whether some fault, or the time after it, touches the span.</summary>
    public bool IsExcused(DateTimeOffset from, DateTimeOffset to) =>
        Faults.Any(fault => fault.From <= to && fault.To + Tolerances.Recovery >= from);

    private static Dictionary<TaskId, IReadOnlyList<LogRow>> StepsOf(IReadOnlyList<LogRow> log) => log
        .Where(row => row.Step is not null)
        .GroupBy(row => row.Step!.Task)
        .ToDictionary(rows => rows.Key, rows => (IReadOnlyList<LogRow>)[.. rows.OrderBy(row => row.LogSeq).ThenBy(row => row.OpNo)]);
}
