using Akka.Scheduler.Domain.Cron;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>Which instants a schedule is about. Instants are whole milliseconds.</summary>
public abstract record Trigger
{
    private Trigger()
    {
    }

    /// <summary>Wall times in a zone.</summary>
    /// <param name="Expression">The times; must be able to occur.</param>
    /// <param name="Zone">Whose wall clock it is.</param>
    /// <param name="DayRule">How the expression's day fields were read; kept so that its text can be read the same way again.</param>
    public sealed record Cron(CronExpression Expression, TimeZoneInfo Zone, CronDayRule DayRule = CronDayRule.Both) : Trigger
    {
        /// <summary>Reads an expression of five or six fields, or a macro; <c>H</c> is spread by the schedule's id.</summary>
        /// <param name="text">The expression.</param>
        /// <param name="zone">Whose wall clock it is.</param>
        /// <param name="schedule">The schedule.</param>
        /// <param name="dayRule">What it means when both day fields are restricted.</param>
        /// <exception cref="CronFormatException">The text is wrong; the message says where and why.</exception>
        public static Cron Parse(string text, TimeZoneInfo zone, ScheduleId schedule, CronDayRule dayRule = CronDayRule.Both) =>
            new(CronExpression.ParseAny(text, dayRule, schedule.Value), zone, dayRule);
    }

    /// <summary>
    /// Every so often, counted from the schedule's start, which is the first instant, or without one from its creation, one interval after
    /// which the first instant comes. The phase therefore survives restarts, pauses and changes of anything else.
    /// </summary>
    /// <param name="Interval">In whole milliseconds, from <see cref="Shortest"/> to <see cref="Longest"/>.</param>
    /// <param name="Phase">
    /// Counts from 1970-01-01T00:00Z and this much instead, whenever the schedule was made or starts: from 0 to less than the interval, in whole
    /// milliseconds. Every hour with a phase of ten minutes is at ten past each hour.
    /// </param>
    public sealed record Every(TimeSpan Interval, TimeSpan? Phase = null) : Trigger
    {
        /// <summary>100 ms.</summary>
        public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(100);

        /// <summary>3,660 days.</summary>
        public static TimeSpan Longest { get; } = TimeSpan.FromDays(3_660);
    }

    /// <summary>Once. An instant before the schedule's creation is due at once, as if it had been missed.</summary>
    /// <param name="Instant">When; parts of a millisecond are dropped.</param>
    public sealed record At(DateTimeOffset Instant) : Trigger;
}
