using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Engine;

/// <summary>Hears what happens to the engine's parts, for logs and metrics. Called from many actors, in their turns: it must not block.</summary>
public interface IEngineObserver
{
    /// <summary>A shard has loaded what runs, and serves.</summary>
    void ShardServing(ShardTerm term, int running);

    /// <summary>A shard has another owner, or its log has moved on: its actor stops.</summary>
    void ShardFenced(ShardTerm term, string why);

    /// <summary>The store can never take a step; it was dropped, and whoever asked for it was told.</summary>
    void StepPoisoned(ShardTerm term, TaskId task, string why);

    /// <summary>The store did not answer, or could not; the shard tries again.</summary>
    void StoreTrouble(ShardTerm term, string operation, string why);

    /// <summary>This incarnation is dead to the cluster; the node stops.</summary>
    void LeaseLost();

    /// <summary>Something past its retention was dropped.</summary>
    void Dropped(string what);

    /// <summary>A task of upkeep failed and will be tried again.</summary>
    void UpkeepFailed(string task, string why);

    /// <summary>An actor threw: a bug. Its supervisor decides what follows.</summary>
    void ActorFailed(string path, Exception fault);

    /// <summary>Every shard counts under a queue's limit of this version, so it holds from now on. Said again by each new keeper of the limit.</summary>
    void LimitInForce(string queue, long version);

    /// <summary>A schedule could not be evaluated or fired; it is tried again.</summary>
    void ScheduleTrouble(string schedule, string why);
}
