namespace Akka.Scheduler.Executors.Handlers;

/// <summary>
/// Says when a handler's tasks are made. Stands beside <see cref="TaskAttribute"/>, or before a function that is given to the scheduler, and may
/// stand there several times. The schedule is put into the cluster when a node with this handler starts, if it is not there just so already.
/// </summary>
/// <param name="cron">A cron expression of 5 or 6 fields, or a macro.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScheduleAttribute(string cron) : Attribute
{
    /// <summary>A cron expression of 5 or 6 fields, or a macro.</summary>
    public string Cron => cron;

    /// <summary>The IANA time zone that the expression is read in. Default <c>UTC</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The schedule's id. Default the task's name, and for a handler's second schedule the name with <c>-2</c> behind it.</summary>
    public string? Id { get; init; }

    /// <summary>What the handler is given each time, as JSON text. Default nothing.</summary>
    public string? Input { get; init; }

    /// <summary>The queue that its tasks wait in. Default <c>default</c>.</summary>
    public string? Queue { get; init; }
}
