namespace Akka.Scheduler.Domain.Cron;

/// <summary>What a field is called in messages, and which values it takes.</summary>
/// <param name="Field">The field.</param>
/// <param name="Title">Its name in messages.</param>
/// <param name="First">The least value.</param>
/// <param name="Last">The greatest value that may be written; 7 for days of week, where it is Sunday again.</param>
/// <param name="Cycle">How many different values there are; a range that wraps goes round by this.</param>
/// <param name="Names">Three-letter names of the values from <paramref name="First"/> on, or empty.</param>
internal sealed record CronFieldRange(CronField Field, string Title, int First, int Last, int Cycle, IReadOnlyList<string> Names)
{
    /// <summary>The last day that <c>H</c> picks in a month, so that every month has it.</summary>
    private const int LastSpreadDay = 28;

    private static readonly CronFieldRange[] All =
    [
        new(CronField.Seconds, "Seconds", 0, 59, 60, []),
        new(CronField.Minutes, "Minutes", 0, 59, 60, []),
        new(CronField.Hours, "Hours", 0, 23, 24, []),
        new(CronField.DaysOfMonth, "Days of month", 1, 31, 31, []),
        new(CronField.Months, "Months", 1, 12, 12,
            ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new(CronField.DaysOfWeek, "Days of week", 0, 7, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ];

    /// <summary>The greatest value that <c>H</c> picks.</summary>
    public int LastSpread => Field == CronField.DaysOfMonth ? LastSpreadDay : First + Cycle - 1;

    /// <summary>True for the three fields whose shape decides what happens when clocks change.</summary>
    public bool IsTimeOfDay => Field <= CronField.Hours;

    /// <summary>The values of <paramref name="field"/>.</summary>
    public static CronFieldRange Of(CronField field) => All[(int)field];
}
