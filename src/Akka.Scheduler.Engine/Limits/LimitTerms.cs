namespace Akka.Scheduler.Engine.Limits;

/// <summary>What a limit allows.</summary>
/// <param name="MaxConcurrency">How many attempts may be open at once, from 1; absent: any number.</param>
/// <param name="RatePerSecond">How many attempts may start a second, above 0; absent: any number.</param>
/// <param name="Version">Rises when a queue's settings change; 0 of a key, whose tasks each bring their own.</param>
public readonly record struct LimitTerms(int? MaxConcurrency, double? RatePerSecond, long Version)
{
    /// <summary>Whether it allows everything.</summary>
    public bool AreOpen => MaxConcurrency is null && RatePerSecond is null;
}
