using System.Diagnostics;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Tracing;

/// <summary>The W3C trace context that an attempt hands to its target.</summary>
internal static class AttemptTrace
{
    /// <summary>
    /// The <c>traceparent</c> of a span of the attempt's own, below the task's span or at the root of a new trace. The ids come from the
    /// attempt's id, whose second half is random, so that the same attempt always tells the same story.
    /// </summary>
    public static string ParentFor(AttemptContext attempt)
    {
        var id = attempt.Id.Value.ToString("N");
        var span = id[16..];
        return ActivityContext.TryParse(attempt.TraceParent, null, out var parent)
            ? $"00-{parent.TraceId}-{span}-{(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}"
            : $"00-{id}-{span}-01";
    }
}
