namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What is going to happen to a call.</summary>
/// <param name="ApplyAfter">When the store applies it; absent: never.</param>
/// <param name="ReplyAfter">When the caller hears.</param>
/// <param name="Failure">What the caller hears instead of the answer.</param>
internal readonly record struct CallPlan(TimeSpan? ApplyAfter, TimeSpan ReplyAfter, CallFailure? Failure)
{
    public static CallPlan Of(FaultKind kind, bool read, StoreFaultRates rates, TimeSpan latency, double extent)
    {
        var unheard = new CallPlan(null, rates.Timeout, CallFailure.Unknown);
        return kind switch
        {
            FaultKind.None => Answered(latency, rates),
            FaultKind.Slow => Answered(rates.SlowTo * (0.1 + (0.9 * extent)), rates),
            FaultKind.Refused => new(null, latency, CallFailure.Refused),
            FaultKind.Outage when extent < 0.5 => new(null, latency, CallFailure.Refused),
            FaultKind.LostAck when !read => unheard with { ApplyAfter = latency / 2 },
            FaultKind.LateApply when !read => unheard with { ApplyAfter = Late(rates, extent) },
            _ => unheard,
        };
    }

    /// <remarks>A caller that has given up before the answer comes does not hear it.</remarks>
    private static CallPlan Answered(TimeSpan latency, StoreFaultRates rates) =>
        latency <= rates.Timeout ? new(latency / 2, latency, null) : new(latency / 2, rates.Timeout, CallFailure.Unknown);

    private static TimeSpan Late(StoreFaultRates rates, double extent)
    {
        var late = rates.LateFrom + ((rates.LateTo - rates.LateFrom) * extent);
        return late > rates.Timeout ? late : rates.Timeout;
    }
}

/// <summary>What a caller hears instead of an answer.</summary>
internal enum CallFailure
{
    /// <summary>The store said no and did nothing.</summary>
    Refused,

    /// <summary>No answer came in time.</summary>
    Unknown,

    /// <summary>The caller gave up waiting.</summary>
    GivenUp,
}
