using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Remembers what an engine says of its own life.</summary>
public sealed class SimulatedObserver(TimeProvider time) : IEngineObserver, IClusterObserver, ITransitionSink
{
    private readonly List<string> _failures = [];
    private readonly List<string> _remarks = [];
    private readonly List<LimitInForce> _limits = [];

    /// <summary>Actors that threw: bugs.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Everything else, in order.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>From when on limits of queues held, as their keepers said.</summary>
    public IReadOnlyList<LimitInForce> Limits => _limits;

    /// <summary>How many shards were fenced.</summary>
    public int Fenced { get; private set; }

    /// <summary>How many shards were handed off.</summary>
    public int HandedOff { get; private set; }

    /// <summary>How many members it declared dead.</summary>
    public int DeclaredDead { get; private set; }

    /// <inheritdoc/>
    public void ShardServing(ShardTerm term, int running) => _remarks.Add($"{term} serves, {running} running");

    /// <inheritdoc/>
    public void ShardFenced(ShardTerm term, string why)
    {
        Fenced++;
        _remarks.Add($"{term} fenced: {why}");
    }

    /// <inheritdoc/>
    public void StepPoisoned(ShardTerm term, TaskId task, string why) => _remarks.Add($"poison of {task}: {why}");

    /// <inheritdoc/>
    public void StoreTrouble(ShardTerm term, string operation, string why) => _remarks.Add($"{operation}: {why}");

    /// <inheritdoc/>
    public void LeaseLost() => _remarks.Add("lease lost");

    /// <inheritdoc/>
    public void Dropped(string what) => _remarks.Add($"dropped {what}");

    /// <inheritdoc/>
    public void UpkeepFailed(string task, string why) => _remarks.Add($"{task}: {why}");

    /// <inheritdoc/>
    public void ActorFailed(string path, Exception fault) => _failures.Add($"{path}: {fault}");

    /// <inheritdoc/>
    public void ScheduleTrouble(string schedule, string why) => _remarks.Add($"schedule {schedule}: {why}");

    /// <inheritdoc/>
    public void LimitInForce(string queue, long version) => _limits.Add(new(queue, version, time.GetUtcNow()));

    /// <inheritdoc/>
    public void MemberDeclaredDead(NodeIncarnation member, TimeSpan silent)
    {
        DeclaredDead++;
        _remarks.Add($"{member} declared dead after {silent}");
    }

    /// <inheritdoc/>
    public void MemberChanged(NodeIncarnation member, MemberState state) => _remarks.Add($"{member} is {state}");

    /// <inheritdoc/>
    public void ClusterTrouble(string operation, string why) => _remarks.Add($"{operation}: {why}");

    /// <inheritdoc/>
    public void ShardMoved(int shard, ShardChange change, TimeSpan took)
    {
        if (change == ShardChange.HandedOff) HandedOff++;
        _remarks.Add($"shard {shard}: {change}");
    }

    /// <inheritdoc/>
    public void MapPublished(long version, int moves) => _remarks.Add($"map {version}, {moves} moves");

    /// <inheritdoc/>
    public void Committed(TaskSnapshot before, TaskSnapshot task, HistoryEntry entry)
    {
    }
}
