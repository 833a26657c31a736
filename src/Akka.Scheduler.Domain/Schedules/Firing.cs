namespace Akka.Scheduler.Domain.Schedules;

/// <summary>One evaluation of a schedule, while it goes from instant to instant. The rules stand at <see cref="FiringPlan.Evaluate"/>.</summary>
internal sealed class Firing(Schedule schedule, ScheduleCursor cursor, DateTimeOffset now, bool previousStillLive)
{
    private readonly List<Occurrence> _records = [];
    private readonly DateTimeOffset _windowStart = now - Max(schedule.CatchUpWindow, FiringPlan.MisfireThreshold);
    private readonly DateTimeOffset _onTimeFrom = now - FiringPlan.MisfireThreshold;
    private bool _live = previousStillLive;

    /// <summary>The records so far.</summary>
    public IReadOnlyList<Occurrence> Records => _records;

    /// <summary>The cursor behind them.</summary>
    public ScheduleCursor Cursor { get; private set; } = cursor;

    private bool RunsAreUsedUp => Cursor.Runs >= schedule.MaxRuns;

    /// <summary>Decides about what is due, up to the most that one evaluation takes.</summary>
    public void Run()
    {
        var end = TriggerClock.Floor(now).AddMilliseconds(1);
        if (!schedule.Enabled)
        {
            SkipRun(end, SkipReason.Paused);
            return;
        }

        SkipRun(_windowStart, SkipReason.OutsideCatchUpWindow);
        var next = ScheduleClock.Next(schedule, Cursor.Watermark);
        while (next is { } nominal && nominal <= now && _records.Count < FiringPlan.MaxOccurrences)
        {
            if (RunsAreUsedUp)
            {
                SkipRun(end, SkipReason.MaxRuns);
                return;
            }

            next = ScheduleClock.Next(schedule, nominal);
            Decide(nominal, isLatest: next is null || next > now);
        }
    }

    /// <summary>When there is something to do again.</summary>
    public DateTimeOffset? NextWake()
    {
        if (!schedule.Enabled || RunsAreUsedUp)
            return null;
        var next = ScheduleClock.Next(schedule, Cursor.Watermark);
        return next < now ? now : next;
    }

    private void Decide(DateTimeOffset nominal, bool isLatest)
    {
        if (nominal < _onTimeFrom && schedule.Misfire == MisfirePolicy.Skip)
            Skip(nominal, SkipReason.Misfire);
        else if (nominal < _onTimeFrom && schedule.Misfire == MisfirePolicy.FireOnce && !isLatest)
            Skip(nominal, SkipReason.Coalesced);
        else if (_live && schedule.Overlap == OverlapPolicy.Skip)
            Skip(nominal, SkipReason.Overlap);
        else
            Create(nominal);
    }

    private void Create(DateTimeOffset nominal)
    {
        var task = OccurrenceId.Of(schedule.Id, nominal);
        Record(nominal, new OccurrenceOutcome.Created(task, ScheduleClock.DueAt(schedule, nominal)));
        Cursor = Cursor with { Watermark = nominal, Runs = Cursor.Runs + 1, LastTask = task };
        _live = true;
    }

    private void Skip(DateTimeOffset nominal, SkipReason reason)
    {
        Record(nominal, new OccurrenceOutcome.Skipped(reason, nominal, 1));
        Cursor = Cursor with { Watermark = nominal };
    }

    /// <summary>Skips everything before an instant in one record.</summary>
    private void SkipRun(DateTimeOffset before, SkipReason reason)
    {
        if (ScheduleClock.Run(schedule, Cursor.Watermark, before) is not { } run)
            return;
        Record(run.First, new OccurrenceOutcome.Skipped(reason, run.Last, run.Count));
        Cursor = Cursor with { Watermark = run.Last };
    }

    private void Record(DateTimeOffset nominal, OccurrenceOutcome outcome) =>
        _records.Add(new Occurrence(schedule.Id, schedule.Version, nominal, ScheduleClock.FoldOf(schedule, nominal), outcome));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
