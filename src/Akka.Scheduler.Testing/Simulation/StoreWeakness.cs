namespace Akka.Scheduler.Testing.Simulation;

/// <summary>What a simulated store leaves out of the protocol, so that a test can show that its absence is noticed.</summary>
[Flags]
public enum StoreWeakness
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The fence does not compare the epoch.</summary>
    NoEpoch = 1,

    /// <summary>The fence does not compare the owner's incarnation.</summary>
    NoOwner = 2,

    /// <summary>The fence does not compare the log sequence.</summary>
    NoSequence = 4,

    /// <summary>The fence reads without a lock: it looks when the request is sent, and not when it is applied.</summary>
    LooksEarly = 8,

    /// <summary>A take-over that had to wait for the last commit loads what stood there before that commit.</summary>
    LoadsBeforeBump = 16,

    /// <summary>Whether unique keys can be had is looked up when the request is sent, and not in the transaction that makes the task.</summary>
    KeysLookedUpEarly = 64,

    /// <summary>The fence does not compare the batch before.</summary>
    NoPrevious = 32,
}
