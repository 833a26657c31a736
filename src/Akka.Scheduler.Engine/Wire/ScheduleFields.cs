using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Schedules and their cursors on the wire.</summary>
internal static class ScheduleFields
{
    private const byte Cron = 0;
    private const byte Every = 1;
    private const byte At = 2;
    private const int HeldSize = 10;

    public static void Write(this ref WireWriter to, Schedule schedule)
    {
        to.Write(schedule.Id);
        to.OptionalText(schedule.Name);
        to.Write(schedule.Trigger);
        to.Flag(schedule.Pause is not null);
        if (schedule.Pause is { } pause)
        {
            to.OptionalText(pause.Reason);
            to.OptionalText(pause.By);
            to.Time(pause.At);
        }

        to.OptionalTime(schedule.StartAt);
        to.OptionalTime(schedule.EndAt);
        to.OptionalNumber(schedule.MaxRuns);
        to.Span(schedule.Jitter);
        to.Byte((byte)schedule.Misfire);
        to.Span(schedule.CatchUpWindow);
        to.Byte((byte)schedule.Overlap);
        to.Count(schedule.Calendars.Count);
        foreach (var calendar in schedule.Calendars) to.Text(calendar.Value);
        to.Write(schedule.Task);
        to.Signed(schedule.Version);
        to.Time(schedule.CreatedAt);
    }

    public static Schedule Schedule(this ref WireReader from)
    {
        var id = from.ScheduleId();
        return new()
        {
            Id = id,
            Name = from.OptionalText(),
            Trigger = from.Trigger(id),
            Pause = from.Flag() ? new(from.OptionalText(), from.OptionalText(), from.Time()) : null,
            StartAt = from.OptionalTime(),
            EndAt = from.OptionalTime(),
            MaxRuns = from.OptionalNumber(),
            Jitter = from.Span(),
            Misfire = from.Misfire(),
            CatchUpWindow = from.Span(),
            Overlap = from.Overlap(),
            Calendars = from.Calendars(),
            Task = from.Template(),
            Version = from.Signed(),
            CreatedAt = from.Time(),
        };
    }

    public static void Write(this ref WireWriter to, ScheduleCursor cursor)
    {
        to.Write(cursor.Schedule);
        to.Time(cursor.Watermark);
        to.Signed(cursor.Runs);
        to.Flag(cursor.LastTask is not null);
        if (cursor.LastTask is { } last) to.Write(last);
        to.Count(cursor.Held.Count);
        foreach (var held in cursor.Held)
        {
            to.Time(held.Nominal);
            to.Byte((byte)held.Kind);
            to.Signed(held.Version);
        }
    }

    public static ScheduleCursor Cursor(this ref WireReader from) =>
        new(from.ScheduleId(), from.Time(), from.Signed(), from.Flag() ? from.TaskId() : null) { Held = from.Held() };

    public static void OptionalNumber(this ref WireWriter to, long? value)
    {
        to.Flag(value is not null);
        if (value is { } number) to.Signed(number);
    }

    public static long? OptionalNumber(this ref WireReader from) => from.Flag() ? from.Signed() : null;

    private static void Write(this ref WireWriter to, Trigger trigger)
    {
        switch (trigger)
        {
            case Trigger.Cron cron:
                to.Byte(Cron);
                to.Text(cron.Expression.Text);
                to.Text(cron.Zone.Id);
                to.Byte((byte)cron.DayRule);
                break;
            case Trigger.Every every:
                to.Byte(Every);
                to.Span(every.Interval);
                to.Flag(every.Phase is not null);
                if (every.Phase is { } phase) to.Span(phase);
                break;
            case Trigger.At at:
                to.Byte(At);
                to.Time(at.Instant);
                break;
            default: throw new NotSupportedException($"a trigger {trigger.GetType().Name} is not encoded");
        }
    }

    private static Trigger Trigger(this ref WireReader from, ScheduleId schedule) => from.Byte() switch
    {
        Cron => Domain.Schedules.Trigger.Cron.Parse(from.Text(), from.Zone(), schedule, from.DayRule()),
        Every => new Trigger.Every(from.Span(), from.Flag() ? from.Span() : null),
        At => new Trigger.At(from.Time()),
        var other => throw new FormatException($"there is no trigger {other}"),
    };

    private static CalendarNames Calendars(this ref WireReader from)
    {
        var names = new CalendarId[from.CountOf(1)];
        for (var i = 0; i < names.Length; i++) names[i] = new(from.Name());
        return names.Length == 0 ? CalendarNames.None : new(names);
    }

    private static HeldInstant[] Held(this ref WireReader from)
    {
        var held = new HeldInstant[from.CountOf(HeldSize)];
        for (var i = 0; i < held.Length; i++) held[i] = new(from.Time(), (OccurrenceKind)from.Choice((byte)OccurrenceKind.Trigger, "kind of occurrence"), from.Signed());
        return held;
    }

    public static TimeZoneInfo Zone(this ref WireReader from)
    {
        var id = from.Name();
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw new FormatException($"the zone '{id}' is not known here");
    }

    private static CronDayRule DayRule(this ref WireReader from) => (CronDayRule)from.Choice((byte)CronDayRule.Either, "day rule");

    private static MisfirePolicy Misfire(this ref WireReader from) => (MisfirePolicy)from.Choice((byte)MisfirePolicy.FireAll, "misfire policy");

    private static OverlapPolicy Overlap(this ref WireReader from) => (OverlapPolicy)from.Choice((byte)OverlapPolicy.CancelPrevious, "overlap policy");
}
