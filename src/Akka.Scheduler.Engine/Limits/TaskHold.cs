using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>What a task that is under limits holds of them, from the time at which it may start to the end of its attempt.</summary>
/// <remarks>Permits are taken in one order, the key's before the queue's, so that no two tasks ever wait for one another.</remarks>
/// <param name="limit">The limit of its key, if it has one.</param>
/// <param name="key">The shard's account of that.</param>
/// <param name="queue">The shard's account of its queue's limit, if it has one.</param>
internal sealed class TaskHold(KeyLimit? limit, LimitAccount? key, LimitAccount? queue)
{
    public KeyLimit? Limit => limit;

    public LimitAccount? Key => key;

    public LimitAccount? Queue { get; set; } = queue;

    /// <summary>How it stands with the key's limit.</summary>
    public PermitState OfKey { get; set; }

    /// <summary>How it stands with the queue's limit.</summary>
    public PermitState OfQueue { get; set; }

    /// <summary>Where it waits, while it does.</summary>
    public ParkedLanes? WaitsIn { get; set; }

    /// <summary>Whether its start was decided: what it holds is held until the attempt has ended.</summary>
    public bool IsSpent { get; set; }

    /// <summary>Whether what its key allows counts among what the tasks that have not started allow: until its start is durable.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Under which version of its queue's limit it was granted its permit.</summary>
    public long Version { get; set; }

    /// <summary>When it got the last permit that it needed, by the monotonic clock.</summary>
    public long CompleteAt { get; set; }

    /// <summary>From when on a permit of a limited rate counts, if it has one.</summary>
    public long? Stamp { get; set; }

    /// <summary>The account that it needs a permit of next; absent when it has all.</summary>
    public LimitAccount? Lacks => key is not null && OfKey == PermitState.None ? key : Queue is not null && OfQueue == PermitState.None ? Queue : null;

    /// <summary>It was given what it lacked.</summary>
    public void Take(LimitAccount account)
    {
        if (account == key) OfKey = PermitState.Taken;
        else OfQueue = PermitState.Taken;
    }
}

/// <summary>How a task stands with a limit.</summary>
internal enum PermitState
{
    /// <summary>It has no permit.</summary>
    None,

    /// <summary>It has one.</summary>
    Taken,

    /// <summary>Its attempt is open without one.</summary>
    Extra,
}
