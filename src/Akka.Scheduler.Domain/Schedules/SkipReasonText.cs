namespace Akka.Scheduler.Domain.Schedules;

/// <summary>The outside words for why an instant has no task.</summary>
public static class SkipReasonText
{
    /// <summary>The word for a reason.</summary>
    public static string Of(SkipReason reason) => reason switch
    {
        SkipReason.Coalesced => "coalesced",
        SkipReason.Misfire => "misfire",
        SkipReason.OutsideCatchUpWindow => "outsideCatchUpWindow",
        SkipReason.Overlap => "overlap",
        SkipReason.Paused => "paused",
        SkipReason.MaxRuns => "maxRuns",
        SkipReason.QueueFull => "queueFull",
        SkipReason.Superseded => "superseded",
        SkipReason.Calendar => "calendar",
        SkipReason.Deleted => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };
}
