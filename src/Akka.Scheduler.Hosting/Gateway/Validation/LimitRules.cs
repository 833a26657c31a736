using Akka.Scheduler.Domain.Tasks;
using Wire = Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>What a task may say about the tasks that share its concurrency key.</summary>
internal static class LimitRules
{
    private const int MaxKey = 200;
    private const int MostConcurrency = 1_000_000;
    private const double MostPerSecond = 1_000_000;

    // One start in a bit more than eleven days.
    private const double LeastPerSecond = 0.000_001;

    /// <summary>The limit; absent where the task has no key.</summary>
    public static KeyLimit? Check(Wire.TaskSpec spec, FaultList faults)
    {
        if (spec.MaxConcurrency is < 1 or > MostConcurrency) faults.Add("maxConcurrency", $"must be from 1 to {MostConcurrency}");
        if (spec.RatePerSecond is { } rate && !(rate is >= LeastPerSecond and <= MostPerSecond)) faults.Add("ratePerSecond", "must be from 0.000001 to 1000000");
        if (spec.ConcurrencyKey is not { } key)
        {
            const string WithoutKey = "limits the tasks of a concurrencyKey, and none is given";
            if (spec.MaxConcurrency is not null) faults.Add("maxConcurrency", WithoutKey);
            if (spec.RatePerSecond is not null) faults.Add("ratePerSecond", WithoutKey);
            return null;
        }

        if (key.Length is 0 or > MaxKey) faults.Add("concurrencyKey", $"must be 1 to {MaxKey} characters long");
        TextRules.Storable(key, "concurrencyKey", faults);
        if (spec is { MaxConcurrency: null, RatePerSecond: null }) faults.Add("concurrencyKey", "limits nothing by itself: give maxConcurrency (1: one after the other) or ratePerSecond with it, or use fairnessKey to let keys take turns");
        return new(key, spec.MaxConcurrency, spec.RatePerSecond);
    }
}
