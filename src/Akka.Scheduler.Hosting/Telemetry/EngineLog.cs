using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Writes what happens to the engine into the log, and counts it for the metrics.</summary>
internal sealed partial class EngineLog(ILogger<EngineHost> log, ClusterLog cluster) : IEngineObserver
{
    private long _fenced;
    private long _poisoned;
    private long _trouble;

    /// <summary>Shards that found another owner.</summary>
    public long Fenced => Interlocked.Read(ref _fenced);

    /// <summary>Steps that the store could never take.</summary>
    public long Poisoned => Interlocked.Read(ref _poisoned);

    /// <summary>Calls of the store that did not end well.</summary>
    public long Trouble => Interlocked.Read(ref _trouble);

    public void ShardServing(ShardTerm term, int running)
    {
        cluster.Served(term.Shard);
        LogServing(term.Shard, term.Epoch, running);
    }

    public void ShardFenced(ShardTerm term, string why)
    {
        Interlocked.Increment(ref _fenced);
        LogFenced(term.Shard, term.Epoch, why);
    }

    public void StepPoisoned(ShardTerm term, TaskId task, string why)
    {
        Interlocked.Increment(ref _poisoned);
        LogPoisoned(task.Value, term.Shard, why);
    }

    public void StoreTrouble(ShardTerm term, string operation, string why)
    {
        Interlocked.Increment(ref _trouble);
        LogTrouble(operation, term.Shard, why);
    }

    public void LeaseLost() => LogLeaseLost();

    public void Dropped(string what) => LogDropped(what);

    public void UpkeepFailed(string task, string why) => LogUpkeep(task, why);

    public void ActorFailed(string path, Exception fault) => LogActor(path, fault);

    public void LimitInForce(string queue, long version) => LogInForce(queue, version);

    public void ScheduleTrouble(string schedule, string why) => LogSchedule(schedule, why);
}
