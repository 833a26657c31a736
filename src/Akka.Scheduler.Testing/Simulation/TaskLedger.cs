using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>One task's entries in the order of the log, checked one after the other.</summary>
internal sealed class TaskLedger(TaskId id, Action<string> problem)
{
    private readonly Dictionary<AttemptId, DateTimeOffset> _started = [];
    private TaskState? _state;
    private int _seq;

    /// <summary>The task after the last entry that changed it.</summary>
    public TaskSnapshot? Last { get; private set; }

    /// <summary>The task as it was made: what it was promised.</summary>
    public TaskSnapshot? First { get; private set; }

    /// <summary>What was promised for its attempts: one that is split runs what gathers its parts.</summary>
    public TaskTemplate? Promised => (Last is { Spec.IsSplit: true } ? Last : First)?.Spec.Template;

    /// <summary>How often it was made or redriven.</summary>
    public int Drives { get; private set; }

    /// <summary>The attempts that are said to have succeeded.</summary>
    public List<AttemptId> Succeeded { get; } = [];

    /// <summary>How and when it ended, each time.</summary>
    public List<(TaskState State, DateTimeOffset At)> Ends { get; } = [];

    /// <summary>When each task that it waits for was said to have ended.</summary>
    public List<(TaskId Parent, TaskState? End, DateTimeOffset At)> Settlements { get; } = [];

    /// <summary>The parts that it was ever split into.</summary>
    public HashSet<TaskId> Parts { get; } = [];

    /// <summary>Its ends after a split, with the parts that it had gathered by then.</summary>
    public List<(DateTimeOffset At, IReadOnlyList<TaskId> Parts)> Gatherings { get; } = [];

    /// <summary>When the start of an attempt was decided; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? StartOf(AttemptId attempt) => _started.TryGetValue(attempt, out var at) ? at : null;

    public void Enter(HistoryEntry entry, TaskSnapshot? after)
    {
        if (!TaskTransitions.IsLegal(new(entry.From, entry.Type, entry.To))) problem($"{id}: {entry.From} → {entry.Type} → {entry.To} is not legal");
        if (entry.From != _state) problem($"{id}: entry {entry.Seq} begins at {entry.From}, and it was {_state}");
        if (entry.Type == TransitionType.ResultRefused)
        {
            if (entry.Seq != _seq) problem($"{id}: a remark with number {entry.Seq} after {_seq}");
            return;
        }

        if (entry.Seq != ++_seq) problem($"{id}: entry {entry.Seq} where {_seq} was to come");
        _state = entry.To;
        if (after is null)
        {
            problem($"{id}: entry {entry.Seq} has no row");
            return;
        }

        CheckAttempt(entry, after);
        CheckMarks(entry, after);
        if (entry.To.IsTerminal()) Ends.Add((entry.To, entry.At));
        NoteParts(entry, after);
        if (entry is { Type: TransitionType.Succeeded, AttemptId: { } done }) Succeeded.Add(done);
        Last = after;
        First ??= after;
    }

    private void CheckAttempt(HistoryEntry entry, TaskSnapshot after)
    {
        if (entry.Type is TransitionType.Created or TransitionType.Redriven) Drives++;
        if (entry.Type == TransitionType.Started) CheckStart(entry, after);
        else if (entry.Attempt > 0 && entry.Type != TransitionType.Created && Last?.Open?.Id != entry.AttemptId)
            problem($"{id}: {entry.Type} of {entry.AttemptId}, and {Last?.Open?.Id.ToString() ?? "nothing"} is open");
        if ((after.Open is not null) != (after.State == TaskState.Running)) problem($"{id}: {after.State} with {after.Open?.Id.ToString() ?? "nothing"} open");
    }

    private void CheckMarks(HistoryEntry entry, TaskSnapshot after)
    {
        if (after.Settled is not { } marks) return;
        var before = (Last?.Settled ?? "").PadRight(marks.Length, DependencyMarks.Open);
        for (var edge = 0; edge < marks.Length; edge++)
        {
            if (marks[edge] == before[edge]) continue;
            if (entry.Type == TransitionType.Split && marks[edge] == DependencyMarks.Waived) continue;
            if (RunsAgain(entry, after, edge, before[edge])) continue;
            if (before[edge] != DependencyMarks.Open) problem($"{id}: what it waits for at {edge} was settled twice");
            else if (entry.Type != TransitionType.DependencySettled) problem($"{id}: {entry.Type} settled what it waits for at {edge}");
            Settlements.Add((after.Spec.Dependencies!.On[edge].Task, DependencyMarks.EndOf(marks[edge]), entry.At));
        }

        var open = marks.Count(mark => mark == DependencyMarks.Open);
        if (after.Blocked > 0 && after.Blocked != open) problem($"{id}: it is blocked by {after.Blocked}, and {open} are open");
        if (entry.Type == TransitionType.Started && after.Spec.IsSplit && marks.AsSpan(after.Spec.FirstPart).Contains(DependencyMarks.Open))
            problem($"{id}: started, and not all its parts have ended");
        if (entry.Type == TransitionType.Started && Drives == 1 && open > 0) problem($"{id}: started, and it waits for {open} more");
    }

    // A part that has not succeeded is open again, as another task.
    private bool RunsAgain(HistoryEntry entry, TaskSnapshot after, int edge, char before)
    {
        if (entry.Type != TransitionType.Redriven || after.Settled![edge] != DependencyMarks.Open || !after.Spec.IsSplit || edge < after.Spec.FirstPart) return false;
        if (before == DependencyMarks.Of(TaskState.Succeeded)) problem($"{id}: its part {edge} has succeeded and is to run again");
        if (Parts.Contains(after.Spec.Dependencies!.On[edge].Task)) problem($"{id}: its part {edge} is to run again as the same task");
        return true;
    }

    private void NoteParts(HistoryEntry entry, TaskSnapshot after)
    {
        if (!after.Spec.IsSplit) return;
        var parts = after.Spec.Dependencies!.On.Skip(after.Spec.FirstPart).Select(each => each.Task);
        if (entry.Type is TransitionType.Split or TransitionType.Redriven) Parts.UnionWith(parts);
        if (entry.To.IsTerminal()) Gatherings.Add((entry.At, [.. parts]));
    }

    private void CheckStart(HistoryEntry entry, TaskSnapshot after)
    {
        if (!_started.TryAdd(entry.AttemptId!.Value, entry.At)) problem($"{id}: attempt {entry.AttemptId} was started twice");
        if (Last is not { } before) return;
        if (before.Open is not null) problem($"{id}: started with {before.Open.Id} still open");
        if (after.Attempt != before.Attempt + 1) problem($"{id}: attempt {after.Attempt} after {before.Attempt}");
        if (entry.At < before.NextStartAt) problem($"{id}: started at {entry.At:O}, before {before.NextStartAt:O}");
        if (TaskRules.IsExpired(before, entry.At)) problem($"{id}: started at {entry.At:O}, and its TTL was over");
        if (after.Open!.FencingToken <= (before.Open?.FencingToken ?? 0)) problem($"{id}: the fencing token does not rise");
    }
}
