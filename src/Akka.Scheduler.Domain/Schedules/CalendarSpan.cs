namespace Akka.Scheduler.Domain.Schedules;

/// <summary>A stretch of time that a calendar excludes.</summary>
public abstract record CalendarSpan
{
    private CalendarSpan()
    {
    }

    /// <summary>Whole days by the calendar's wall clock.</summary>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last day, itself excluded too; the same as <paramref name="From"/> for one day.</param>
    public sealed record Days(DateOnly From, DateOnly To) : CalendarSpan;

    /// <summary>From one instant to another.</summary>
    /// <param name="From">The first instant that is excluded.</param>
    /// <param name="To">The first instant that is not excluded any more.</param>
    public sealed record Instants(DateTimeOffset From, DateTimeOffset To) : CalendarSpan;
}
