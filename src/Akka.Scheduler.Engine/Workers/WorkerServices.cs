using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>What a worker works with.</summary>
public sealed record WorkerServices
{
    /// <summary>This life of its node.</summary>
    public required NodeIncarnation Node { get; init; }

    /// <summary>Who its credits go to, until it hears of others.</summary>
    public required IReadOnlyList<DispatcherSeat> Dispatchers { get; init; }

    /// <summary>Whether it may start anything now.</summary>
    public required Lease Lease { get; init; }

    /// <summary>Where the shards are: an end that its first hearer does not answer goes to whoever owns the task by then.</summary>
    public required ShardDirectory<ShardMessage> Owners { get; init; }

    /// <summary>Where tasks are, for what reads others than its own.</summary>
    public required IShardStore Store { get; init; }

    /// <summary>Where captured output goes.</summary>
    public required ActorRef<LogMessage> Logs { get; init; }

    /// <summary>What it can run.</summary>
    public required ExecutorRegistry Executors { get; init; }

    /// <summary>How work that may block is started.</summary>
    public required Offload Offload { get; init; }
}

/// <summary>A drain that is under way.</summary>
internal sealed class WorkerDrain(bool forGood, ActorRef<WorkerDrained> replyTo)
{
    private bool _answered;

    public bool ForGood => forGood;

    public int Stopped { get; set; }

    public void Answer()
    {
        if (_answered) return;
        _answered = true;
        replyTo.Tell(new(Stopped));
    }
}
