using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>One page of tasks, newest first: live ones, finished ones and those still in the inbox, each read in order and then merged.</summary>
internal sealed class TaskList
{
    private static readonly TaskState[] All = Enum.GetValues<TaskState>();
    private readonly TaskFilter _filter;
    private readonly int _limit;
    private readonly ListCursor? _cursor;
    private readonly HashSet<TaskState> _states;
    private readonly WaitingPart _waiting;
    private readonly string? _labels;
    private readonly bool _isEmpty;

    /// <exception cref="FormatException">The cursor is not one that a page ended with.</exception>
    public TaskList(TaskFilter filter, int limit, string? cursor)
    {
        _filter = filter;
        _limit = limit;
        _cursor = cursor is null ? null : ListCursor.Parse(cursor);
        var (pending, queued) = (Asks(TaskStatusText.Pending), Asks(TaskStatusText.Queued));
        _waiting = pending == queued ? WaitingPart.All : pending ? WaitingPart.NotDue : WaitingPart.Due;
        _states = [.. All.Where(state => state == TaskState.Pending ? pending || queued : Asks(TaskStatusText.Of(state)))];
        var labels = LabelsText.Wanted(filter.Labels);
        _isEmpty = labels is null;
        _labels = labels is null ? null : LabelsText.Write(labels);
    }

    private enum WaitingPart
    {
        All = 0,
        NotDue = 1,
        Due = 2,
    }

    public TaskListPage Read(Session session)
    {
        var found = new List<TaskSnapshot>();
        var kind = _filter.DependsOn is null ? "" : "dependent_";
        if (!_isEmpty)
        {
            if (_states.Any(state => !state.IsTerminal())) Set(session[$"list_{kind}live"]).Read(TaskRows.Task, found);
            if (_states.Any(state => state.IsTerminal())) Set(session[$"list_{kind}finished"]).Read(TaskRows.Task, found);
            if (_states.Contains(TaskState.Pending)) Set(session["list_inbox"]).Read(TaskRows.Accepted, found);
        }

        found.Sort(static (left, right) =>
        {
            var order = right.Spec.CreatedAt.CompareTo(left.Spec.CreatedAt);
            return order != 0 ? order : string.CompareOrdinal(right.Id.Value, left.Id.Value);
        });
        if (found.Count <= _limit) return new(found, null);
        var page = found[.._limit];
        return new(page, new ListCursor(page[^1].Spec.CreatedAt, page[^1].Id).ToString());
    }

    private bool Asks(string status) => _filter.Statuses.Count == 0 || _filter.Statuses.Contains(status);

    private Statement Set(Statement statement) => statement
        .Set(1, $",{string.Join(',', _states.Select(state => (int)state))},")
        .Set(2, (long)_waiting)
        .Set(3, Microseconds.Of(_filter.Now))
        .Set(4, _filter.Queue)
        .Set(5, _filter.Executor)
        .Set(6, _filter.ScheduleId)
        .Set(7, _filter.Name)
        .Set(8, _labels)
        .Set(9, _filter.From is { } from ? Ceiling(from) : long.MinValue)
        .Set(10, _filter.To is { } to ? Ceiling(to) : long.MaxValue)
        .Set(11, _cursor is { } cursor ? Microseconds.Of(cursor.CreatedAt) : long.MaxValue)
        .Set(12, _cursor?.Id.Value ?? "")
        .Set(13, _limit + 1L)
        .Set(14, _filter.DependsOn?.Value);

    // A bound between two microseconds means the later one, whichever side it bounds.
    private static long Ceiling(DateTimeOffset instant) =>
        Microseconds.Of(instant) + (instant.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1);
}
