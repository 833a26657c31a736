namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Whose turn it is to be given credits.</summary>
/// <param name="Class">What for.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="Worker">On which worker.</param>
/// <param name="Most">No more than so many; they count as one grant.</param>
internal readonly record struct Turn(ClassDemand Class, ShardDemand Shard, WorkerCredits Worker, int Most);
