using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>What a duration in a request may be.</summary>
internal static class SpanRules
{
    public static void Within(string field, TimeSpan? given, TimeSpan shortest, TimeSpan longest, FaultList faults)
    {
        if (given is not { } value || (value >= shortest && value <= longest)) return;
        faults.Add(field, $"must be from {WireDuration.Format(shortest)} to {WireDuration.Format(longest)}");
    }
}
