namespace Akka.Scheduler.Engine.Workers;

/// <summary>What a worker says of itself, for dispatchers to choose by.</summary>
/// <param name="Weight">Its share of the work beside other workers, 0.01 to 100.</param>
/// <param name="Labels">What tasks may require of it.</param>
/// <param name="Executors">What it can run.</param>
public sealed record WorkerProfile(double Weight, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<string> Executors)
{
    internal bool SaysTheSameAs(WorkerProfile other) =>
        Weight.Equals(other.Weight)
        && Executors.SequenceEqual(other.Executors)
        && Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}

/// <summary>How busy a worker is.</summary>
/// <param name="Running">How many attempts run.</param>
/// <param name="Capacity">How many may.</param>
public readonly record struct WorkerLoad(int Running, int Capacity);
