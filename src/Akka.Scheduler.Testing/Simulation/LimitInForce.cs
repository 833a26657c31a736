namespace Akka.Scheduler.Testing.Simulation;

/// <summary>A keeper said that a queue's limit holds.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Version">Of its settings.</param>
/// <param name="At">When it said so.</param>
public sealed record LimitInForce(string Queue, long Version, DateTimeOffset At);
