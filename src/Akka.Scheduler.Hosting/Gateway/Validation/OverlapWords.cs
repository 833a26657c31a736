using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>The overlap policies on the wire and in the domain, whose stored numbers differ.</summary>
internal static class OverlapWords
{
    public static OverlapPolicy Of(WireOverlap word) => word switch
    {
        WireOverlap.Skip => OverlapPolicy.Skip,
        WireOverlap.Allow => OverlapPolicy.Allow,
        WireOverlap.Queue => OverlapPolicy.Queue,
        WireOverlap.CancelPrevious => OverlapPolicy.CancelPrevious,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "no such policy"),
    };

    public static WireOverlap Of(OverlapPolicy policy) => policy switch
    {
        OverlapPolicy.Skip => WireOverlap.Skip,
        OverlapPolicy.Allow => WireOverlap.Allow,
        OverlapPolicy.Queue => WireOverlap.Queue,
        OverlapPolicy.CancelPrevious => WireOverlap.CancelPrevious,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "no such policy"),
    };
}
