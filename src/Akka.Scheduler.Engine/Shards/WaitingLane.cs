using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Which of the waiting tasks of one lane are in memory: those up to a bound, by (next start, id); the rest stay in the store.</summary>
/// <remarks>
/// <para>Invariant: every waiting task of this lane at or before <see cref="_bound"/> is in memory.</para>
/// <para>Invariant: while <see cref="Stored"/> is not set, every waiting task of this lane is in memory; else those that are not start at
/// <see cref="_next"/> or later.</para>
/// <para>So memory follows the horizon and the window, never the backlog, and the order of starting is the same as if all were in memory.</para>
/// <para>While a page is being read, what is committed inside its range is kept too, since the read may not see it.</para>
/// </remarks>
internal sealed class WaitingLane(LaneKey key, TimeSpan horizon, bool stored)
{
    private WaitingPosition _bound = WaitingPosition.Start;
    private DateTimeOffset _readUntil = DateTimeOffset.UnixEpoch;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private PageRequest? _reading;
    private bool _mustProbe;
    private bool _leftMeanwhile;
    private int _evictAbove;

    public LaneKey Key => key;

    /// <summary>The waiting tasks of this lane that are in memory.</summary>
    public LaneMembers Members { get; } = new();

    /// <summary>Whether the store may hold waiting tasks of this lane that are not in memory.</summary>
    public bool Stored { get; private set; } = stored;

    /// <summary>Whether it holds nothing, here or in the store: it may be forgotten.</summary>
    public bool IsEmpty => Members.Count == 0 && !Stored && _reading is null;

    /// <summary>Whether it stands among those that are to be looked at.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Whether it stands among those that wait for a page.</summary>
    public bool IsHungry { get; set; }

    /// <summary>Whether it counts among those that share the room.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether a task that waits at this place belongs in memory.</summary>
    public bool Keeps(TaskSnapshot task, DateTimeOffset now)
    {
        if (!Stored) Reach(now + horizon);
        return Compare(PositionOf(task), _bound) <= 0 || (_reading is { IsProbe: false } page && task.NextStartAt <= page.Until);
    }

    /// <summary>A waiting task is left to the store alone.</summary>
    public void Leave(TaskSnapshot task)
    {
        if (!Stored || task.NextStartAt < _next) _next = task.NextStartAt;
        Stored = true;
        _leftMeanwhile = true;
    }

    /// <summary>Whether there is something to read: more of what lies within the horizon, while there is room.</summary>
    /// <param name="now">The clock.</param>
    /// <param name="window">How many tasks it may hold.</param>
    public bool Wants(DateTimeOffset now, int window)
    {
        if (_reading is not null || !Stored || Members.Count > window / 2) return false;
        if (_mustProbe) return true;
        var until = now + horizon;
        var exhausted = _bound.NextStartAt >= _readUntil && until <= _readUntil + (horizon / 4);
        return !exhausted && _next <= until;
    }

    /// <summary>What to read now, where it <see cref="Wants"/> to.</summary>
    public PageRequest Begin(DateTimeOffset now, int window, int pageSize)
    {
        _leftMeanwhile = false;
        if (_mustProbe) _next = DateTimeOffset.MaxValue;
        var page = _mustProbe
            ? new PageRequest(_bound, DateTimeOffset.MaxValue, 1, IsProbe: true)
            : new PageRequest(_bound, now + horizon, Math.Max(1, Math.Min(pageSize, window)), IsProbe: false);
        _reading = page;
        return page;
    }

    /// <summary>A page has come. A probe only tells whether there is anything beyond what was read, and when it starts.</summary>
    public void Take(IReadOnlyList<TaskSnapshot> tasks)
    {
        var page = _reading!.Value;
        _reading = null;
        if (page.IsProbe)
        {
            _mustProbe = false;
            if (tasks.Count > 0 && tasks[0].NextStartAt < _next) _next = tasks[0].NextStartAt;
            Stored = tasks.Count > 0 || _leftMeanwhile;
            return;
        }

        _readUntil = page.Until;
        _mustProbe = tasks.Count < page.Limit;
        _bound = _mustProbe ? new(page.Until, LastId) : PositionOf(tasks[^1]);
        _next = _bound.NextStartAt;
    }

    /// <summary>Whether it holds so much more than its window that its tail is to go. Not while a page is on its way, which begins at the bound.</summary>
    public bool IsOver(int window) => _reading is null && Members.Count > Math.Max(2 * window, _evictAbove);

    /// <summary>Lowers the bound so that a window is left before it, and answers those that stand behind it now and can leave memory.</summary>
    /// <remarks>It looks at all of them, and comes again only after another window of tasks has come: so the cost of each is bounded.</remarks>
    public IReadOnlyList<TaskEntity> CutTail(int window)
    {
        var settled = Members.Where(static entity => !entity.Busy && !entity.Resting).ToArray();
        Array.Sort(settled, static (left, right) => Compare(PositionOf(left.Task), PositionOf(right.Task)));
        _evictAbove = Members.Count - Math.Max(0, settled.Length - window) + window;
        if (settled.Length <= window) return [];
        var last = PositionOf(settled[window - 1].Task);
        if (Compare(last, _bound) < 0) _bound = last;
        return settled[window..];
    }

    /// <summary>Time has passed: what kept it from being cut may have changed.</summary>
    public void Relax() => _evictAbove = 0;

    // All that waits is in memory, so it may count as read as far as one likes.
    private void Reach(DateTimeOffset until)
    {
        if (until <= _readUntil && _bound.NextStartAt >= _readUntil) return;
        _readUntil = until;
        _bound = new(until, LastId);
    }

    // Above every id that IdText allows.
    private static TaskId LastId { get; } = new("\u007f");

    private static WaitingPosition PositionOf(TaskSnapshot task) => new(task.NextStartAt, task.Id);

    private static int Compare(WaitingPosition left, WaitingPosition right)
    {
        var byTime = left.NextStartAt.CompareTo(right.NextStartAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }
}

/// <summary>A page to read.</summary>
/// <param name="After">Everything up to here is in memory.</param>
/// <param name="Until">The latest start.</param>
/// <param name="Limit">The most tasks.</param>
/// <param name="IsProbe">Whether it is only to tell if there is anything more at all.</param>
internal readonly record struct PageRequest(WaitingPosition After, DateTimeOffset Until, int Limit, bool IsProbe);
