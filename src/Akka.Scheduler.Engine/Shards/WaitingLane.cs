using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Which of a shard's waiting tasks of one priority are in memory: those up to a bound, by (next start, id); the rest stay in the store.</summary>
/// <remarks>
/// <para>Invariant: every waiting task of this priority at or before <see cref="_bound"/> is in memory.</para>
/// <para>So memory follows the horizon and the page size, never the backlog, and the order of starting is the same as if all were in memory.</para>
/// <para>While a page is being read, what is committed inside its range is kept too, since the read may not see it.</para>
/// </remarks>
internal sealed class WaitingLane(TaskPriority priority, ShardSettings settings)
{
    private WaitingPosition _bound = WaitingPosition.Start;
    private DateTimeOffset _horizon = DateTimeOffset.UnixEpoch;
    private bool _reading;
    private DateTimeOffset _readingUntil;

    public TaskPriority Priority => priority;

    /// <summary>How many waiting tasks of this priority are in memory.</summary>
    public int Live { get; set; }

    /// <summary>Whether a task that waits at this place belongs in memory.</summary>
    public bool Keeps(TaskSnapshot task) =>
        Compare(new(task.NextStartAt, task.Id), _bound) <= 0 || (_reading && task.NextStartAt <= _readingUntil);

    /// <summary>What to read now, if anything: more of what lies within the horizon, while there is room.</summary>
    /// <param name="now">The clock.</param>
    public PageRequest? NextPage(DateTimeOffset now)
    {
        var until = now + settings.Horizon;
        var exhausted = _bound.NextStartAt >= _horizon && until <= _horizon + (settings.Horizon / 4);
        if (_reading || exhausted || Live > settings.MaxLivePerPriority / 2) return null;
        _reading = true;
        _readingUntil = until;
        return new(_bound, until, Math.Min(settings.PageSize, settings.MaxLivePerPriority));
    }

    /// <summary>A page has come.</summary>
    /// <param name="page">Its tasks.</param>
    /// <param name="asked">How many were asked for.</param>
    public void Take(IReadOnlyList<TaskSnapshot> page, int asked)
    {
        _reading = false;
        _horizon = _readingUntil;
        _bound = page.Count < asked
            ? new(_readingUntil, LastId)
            : new(page[^1].NextStartAt, page[^1].Id);
    }

    // Above every id that IdText allows.
    private static TaskId LastId { get; } = new("\u007f");

    private static int Compare(WaitingPosition left, WaitingPosition right)
    {
        var byTime = left.NextStartAt.CompareTo(right.NextStartAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }
}

/// <summary>A page to read.</summary>
internal readonly record struct PageRequest(WaitingPosition After, DateTimeOffset Until, int Limit);
