using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.TestKit.Checking.Facts;

/// <summary>
/// What had been committed and seen, and was gone when a replica took over that lacked it. Until they hear of that, nodes go on from it: what they do then
/// rests on these steps, which no log holds any more.
/// </summary>
public sealed class RolledBack
{
    private readonly Dictionary<AttemptId, DateTimeOffset> _attempts;
    private readonly Dictionary<TaskId, IReadOnlyList<LogRow>> _ends;

    /// <param name="steps">The steps of tasks that are gone.</param>
    /// <param name="tasks">The tasks that are gone altogether.</param>
    public RolledBack(IReadOnlyList<LogRow> steps, IReadOnlySet<TaskId> tasks)
    {
        (Steps, Tasks) = (steps, tasks);
        _attempts = steps.Where(row => row.Step is { From: TaskState.Running, AttemptId: not null } step && step.To != TaskState.Running)
            .GroupBy(row => row.Step!.AttemptId!.Value).ToDictionary(rows => rows.Key, rows => rows.Min(row => row.Step!.At));
        _ends = steps.Where(row => row.Step!.To.IsTerminal()).GroupBy(row => row.Step!.Task).ToDictionary(rows => rows.Key, rows => (IReadOnlyList<LogRow>)[.. rows]);
    }

    /// <summary>Nothing: no replica took over, or it lacked nothing.</summary>
    public static RolledBack Nothing { get; } = new([], new HashSet<TaskId>());

    public IReadOnlyList<LogRow> Steps { get; }

    public IReadOnlySet<TaskId> Tasks { get; }

    /// <summary>When an attempt had ended; absent where nothing was taken back.</summary>
    public DateTimeOffset? EndOf(AttemptId attempt) => _attempts.TryGetValue(attempt, out var at) ? at : null;

    /// <summary>The steps with which a task had ended.</summary>
    public IReadOnlyList<LogRow> EndsOf(TaskId task) => _ends.GetValueOrDefault(task, []);

    /// <summary>This and what one more fail-over took back.</summary>
    public RolledBack And(RolledBack other) => new([.. Steps, .. other.Steps], Tasks.Union(other.Tasks).ToHashSet());
}
