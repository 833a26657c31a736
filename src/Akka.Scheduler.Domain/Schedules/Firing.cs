using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>One evaluation of a schedule, while it goes from instant to instant. The rules stand at <see cref="FiringPlan.Evaluate"/>.</summary>
internal sealed class Firing(Schedule schedule, ScheduleCursor cursor, DateTimeOffset now, bool previousStillLive, Exclusions exclusions)
{
    private readonly List<Occurrence> _records = [];
    private readonly List<HeldInstant> _held = [.. cursor.Held];
    private readonly DateTimeOffset _windowStart = now - Max(schedule.CatchUpWindow, FiringPlan.MisfireThreshold);
    private readonly DateTimeOffset _onTimeFrom = now - FiringPlan.MisfireThreshold;
    private DateTimeOffset _watermark = cursor.Watermark;
    private long _runs = cursor.Runs;
    private TaskId? _lastTask = cursor.LastTask;
    private bool _live = previousStillLive;

    /// <summary>The records so far.</summary>
    public IReadOnlyList<Occurrence> Records => _records;

    /// <summary>The cursor behind them.</summary>
    public ScheduleCursor Cursor => new(schedule.Id, _watermark, _runs, _lastTask) { Held = _held.Count == 0 ? [] : [.. _held] };

    private bool RunsAreUsedUp => _runs + _held.Count(held => held.Kind == OccurrenceKind.Due) >= schedule.MaxRuns;

    /// <summary>Decides about what is due, up to the most that one evaluation takes.</summary>
    public void Run()
    {
        var end = TriggerClock.Floor(now).AddMilliseconds(1);
        if (!schedule.Enabled)
        {
            SkipRun(end, SkipReason.Paused);
            return;
        }

        Release();
        SkipRun(_windowStart, SkipReason.OutsideCatchUpWindow);
        var next = ScheduleClock.Next(schedule, _watermark);
        while (next is { } nominal && nominal <= now && _records.Count < FiringPlan.MaxOccurrences)
        {
            if (RunsAreUsedUp)
            {
                SkipRun(end, SkipReason.MaxRuns);
                return;
            }

            if (exclusions.EndOf(nominal) is { } clear)
            {
                SkipRun(clear < end ? clear : end, SkipReason.Calendar);
                next = ScheduleClock.Next(schedule, _watermark);
                continue;
            }

            next = ScheduleClock.Next(schedule, nominal);
            Decide(nominal, isLatest: !(ScheduleClock.Next(schedule, nominal, exclusions) <= now));
        }
    }

    /// <summary>When there is something to do again.</summary>
    public DateTimeOffset? NextWake()
    {
        if (!schedule.Enabled)
            return null;
        var next = RunsAreUsedUp ? null : ScheduleClock.Next(schedule, _watermark);
        if (next < now)
            next = now;
        var look = now + FiringPlan.HeldPoll;
        return _held.Count == 0 || next < look ? next : look;
    }

    // Exactly one at a time, unless they may run side by side by now.
    private void Release()
    {
        while (_held.Count > 0 && (!_live || schedule.Overlap == OverlapPolicy.Allow))
        {
            var first = _held[0];
            _held.RemoveAt(0);
            if (first.Kind == OccurrenceKind.Due && _runs >= schedule.MaxRuns) Record(first, new OccurrenceOutcome.Skipped(SkipReason.MaxRuns, first.Nominal, 1));
            else Create(first);
        }
    }

    private void Decide(DateTimeOffset nominal, bool isLatest)
    {
        var isMissed = nominal < _onTimeFrom;
        if (isMissed && schedule.Misfire == MisfirePolicy.Skip)
            Skip(nominal, SkipReason.Misfire);
        else if (isMissed && schedule.Misfire == MisfirePolicy.FireOnce && !isLatest)
            Skip(nominal, SkipReason.Coalesced);
        else if (schedule.Overlap == OverlapPolicy.Allow || (!_live && _held.Count == 0))
            Create(new(nominal, OccurrenceKind.Due, schedule.Version));
        else
            Wait(nominal);
        _watermark = nominal;
    }

    private void Wait(DateTimeOffset nominal)
    {
        var held = new HeldInstant(nominal, OccurrenceKind.Due, schedule.Version);
        switch (schedule.Overlap)
        {
            case OverlapPolicy.Queue when _held.Count < Schedule.MostHeld:
                _held.Add(held);
                break;
            case OverlapPolicy.Queue:
                Skip(nominal, SkipReason.QueueFull);
                break;
            case OverlapPolicy.CancelPrevious:
                if (_held.FindIndex(other => other.Kind == OccurrenceKind.Due) is >= 0 and var at)
                {
                    Record(_held[at], new OccurrenceOutcome.Skipped(SkipReason.Superseded, _held[at].Nominal, 1));
                    _held.RemoveAt(at);
                }

                _held.Insert(0, held);
                break;
            default:
                Skip(nominal, SkipReason.Overlap);
                break;
        }
    }

    // What has waited is due at once; what comes is due at its instant and its jitter.
    private void Create(HeldInstant instant)
    {
        var task = OccurrenceId.Of(schedule.Id, instant.Nominal);
        var due = instant.Kind == OccurrenceKind.Due ? ScheduleClock.DueAt(schedule, instant.Nominal) : now;
        var hasWaited = instant.Nominal <= cursor.Watermark;
        Record(instant, new OccurrenceOutcome.Created(task, hasWaited ? Max(due, now) : due));
        if (instant.Kind == OccurrenceKind.Due) _runs++;
        (_lastTask, _live) = (task, true);
    }

    private void Skip(DateTimeOffset nominal, SkipReason reason) =>
        Record(new(nominal, OccurrenceKind.Due, schedule.Version), new OccurrenceOutcome.Skipped(reason, nominal, 1));

    /// <summary>Skips everything before an instant in one record.</summary>
    private void SkipRun(DateTimeOffset before, SkipReason reason)
    {
        if (ScheduleClock.Run(schedule, _watermark, before) is not { } run)
            return;
        Record(new(run.First, OccurrenceKind.Due, schedule.Version), new OccurrenceOutcome.Skipped(reason, run.Last, run.Count));
        _watermark = run.Last;
    }

    private void Record(HeldInstant instant, OccurrenceOutcome outcome) =>
        _records.Add(new Occurrence(schedule.Id, instant.Version, instant.Nominal, ScheduleClock.FoldOf(schedule, instant.Nominal), outcome) { Kind = instant.Kind });

    private static T Max<T>(T one, T other)
        where T : IComparable<T> => one.CompareTo(other) > 0 ? one : other;
}
