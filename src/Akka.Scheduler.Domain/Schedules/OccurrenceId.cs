using System.Globalization;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>The id of the task that stands for one nominal instant of a schedule, so that creating it twice creates it once.</summary>
public static class OccurrenceId
{
    private const string WholeSeconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary><c>{schedule id}@{instant}</c>, the instant in UTC, with milliseconds only where they are not zero.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="nominal">Its instant, in whole milliseconds.</param>
    public static TaskId Of(ScheduleId schedule, DateTimeOffset nominal) => new($"{schedule.Value}@{Text(nominal)}");

    /// <summary>The schedule and the instant that a task's id stands for, or <see langword="false"/> if it is no such id.</summary>
    /// <param name="task">Any task's id.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="nominal">The instant, in UTC.</param>
    public static bool TryParse(TaskId task, out ScheduleId schedule, out DateTimeOffset nominal)
    {
        var (text, at) = (task.ToString(), task.ToString().IndexOf('@', StringComparison.Ordinal));
        nominal = default;
        schedule = at < 0 ? default : new ScheduleId(text[..at]);
        return at > 0
            && DateTimeOffset.TryParseExact(
                text.AsSpan(at + 1), [WholeSeconds, Milliseconds], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out nominal)
            && Of(schedule, nominal) == task;
    }

    private static string Text(DateTimeOffset nominal) =>
        nominal.UtcDateTime.ToString(nominal.Millisecond == 0 ? WholeSeconds : Milliseconds, CultureInfo.InvariantCulture);
}
