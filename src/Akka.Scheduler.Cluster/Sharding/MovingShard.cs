using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>Stands in for a shard that moves: keeps what comes, in order and bounded, until the new owner is known, and passes it on then.</summary>
/// <param name="path">The path of the actor that it stands in for.</param>
/// <param name="capacity">How much it keeps.</param>
/// <param name="turnAway">Answers what cannot be kept or passed on.</param>
internal sealed class MovingShard<T>(ActorPath path, int capacity, Action<T> turnAway) : ActorRef<T>
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = new();
    private ActorRef<T>? _owner;
    private bool _closed;

    /// <inheritdoc/>
    public override ActorPath Path => path;

    /// <summary>Whether the new owner is known.</summary>
    public bool IsOpen => Volatile.Read(ref _owner) is not null;

    /// <inheritdoc/>
    public override bool IsRemote => true;

    /// <inheritdoc/>
    public override void Tell(T message)
    {
        if (!TryTell(message)) turnAway(message);
    }

    /// <inheritdoc/>
    public override bool TryTell(T message)
    {
        lock (_gate)
        {
            if (_owner is null)
            {
                if (_closed || _waiting.Count >= capacity) return false;
                _waiting.Enqueue(message);
                return true;
            }
        }

        return _owner.TryTell(message);
    }

    /// <summary>Passes on what has waited, and whatever comes from now on.</summary>
    public void Open(ActorRef<T> owner)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var message)) owner.Tell(message);
            Volatile.Write(ref _owner, owner);
        }
    }

    /// <summary>No new owner is known in time: turns away what has waited, and whatever comes from now on.</summary>
    public void Close()
    {
        List<T> late;
        lock (_gate)
        {
            _closed = true;
            late = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var message in late) turnAway(message);
    }
}
