using Akka.Scheduler.Domain.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Outside words of a status as the states that are stored.</summary>
internal readonly struct StatusFilter
{
    private readonly short[] _live;
    private readonly short[] _finished;

    private StatusFilter(short[] live, short[] finished, int waiting)
    {
        _live = live;
        _finished = finished;
        Waiting = waiting;
    }

    /// <summary>Of the tasks in <see cref="TaskState.Pending"/>: 0 all, 1 those that are not due, 2 those that are.</summary>
    public int Waiting { get; }

    /// <summary>Whether no task can pass.</summary>
    public bool IsEmpty => _live.Length == 0 && _finished.Length == 0;

    public NpgsqlParameter Live => Parameters.Array(_live, NpgsqlDbType.Smallint);

    public NpgsqlParameter Finished => Parameters.Array(_finished, NpgsqlDbType.Smallint);

    /// <summary>Any of <paramref name="words"/>; all where there are none. A word that is no status lets nothing pass.</summary>
    public static StatusFilter Of(IReadOnlyList<string> words)
    {
        var states = Enum.GetValues<TaskState>().Where(state => words.Count == 0 || words.Contains(TaskStatusText.Of(state))).ToHashSet();
        var queued = words.Contains(TaskStatusText.Queued);
        var pending = words.Contains(TaskStatusText.Pending);
        if (queued) states.Add(TaskState.Pending);
        return new(
            [.. states.Where(state => !state.IsTerminal()).Select(state => (short)state)],
            [.. states.Where(state => state.IsTerminal()).Select(state => (short)state)],
            queued == pending ? 0 : pending ? 1 : 2);
    }
}
